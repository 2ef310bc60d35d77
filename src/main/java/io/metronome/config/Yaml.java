package io.metronome.config;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLAnchorReplayingFactory;

/** Parses YAML or JSON as a stream, and turns a syntax error into one line. */
final class Yaml {
    /* The parser's default of 3 MB is too small for 100,000 instances. */
    private static final int MOST_CHARACTERS = 512 << 20;
    /* The readers report a key that occurs twice themselves, and continue. */
    private static final TokenStreamFactory YAML = YAMLAnchorReplayingFactory.builder()
            .loadSettings(LoadSettings.builder()
                    .setCodePointLimit(MOST_CHARACTERS)
                    .setAllowDuplicateKeys(true)
                    .build())
            .build();
    /* The first group is one character, a kind of token or the tab. Without it, the quotes hold a word of the file. */
    private static final Pattern QUOTED = Pattern.compile("'(.|<[a-z ]+>|\\\\t\\(TAB\\))'|'[^']*'|\"[^\"]*\"");
    private static final Pattern NAMED = Pattern.compile("\\b(alias|anchor|handle|tag|token):? \\S+");
    private static final TokenStreamFactory JSON = new JsonFactory();

    private Yaml() {}

    /**
     * Gives the reader a parser of the text. JSON is YAML, but the JSON parser is several times faster.
     *
     * @return the syntax error, if there is one, as a line that begins with the name of the file
     */
    static List<String> parse(String name, String text, Consumer<JsonParser> reader) {
        try (JsonParser parser = factory(name).createParser(ObjectReadContext.empty(), text)) {
            reader.accept(parser);
            return parser.nextToken() == null
                    ? List.of()
                    : List.of(name + ": found more than one document; allowed is one");
        } catch (JacksonException syntax) {
            int line = syntax.getLocation() == null ? 0 : syntax.getLocation().getLineNr();
            return List.of(name + (line > 0 ? ":" + line : "") + ": found broken YAML (" + essence(syntax) + ")");
        }
    }

    private static TokenStreamFactory factory(String name) {
        return name.endsWith(".json") ? JSON : YAML;
    }

    /* The parser's message has lines of the file, indented, and words of it. They may hold a secret. */
    private static String essence(JacksonException syntax) {
        return syntax.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .map(line -> QUOTED.matcher(line)
                        .replaceAll(match -> match.group(1) == null ? "'…'" : Matcher.quoteReplacement(match.group())))
                .map(line -> NAMED.matcher(line).replaceAll("$1 …"))
                .collect(Collectors.joining("; "));
    }
}
