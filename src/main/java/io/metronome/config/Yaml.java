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

/** Runs a streaming parser over YAML or JSON, and puts what it complains about in one line. */
final class Yaml {
    /* The parser's own bound of 3 MB is less than 100,000 instances need. */
    private static final int MOST_CHARACTERS = 512 << 20;
    /* The readers report keys written twice themselves, and go on. */
    private static final TokenStreamFactory YAML = YAMLAnchorReplayingFactory.builder()
            .loadSettings(LoadSettings.builder()
                    .setCodePointLimit(MOST_CHARACTERS)
                    .setAllowDuplicateKeys(true)
                    .build())
            .build();
    /* A single character, a kind of token, the tabulator; the first group is missing where it is a word of the file. */
    private static final Pattern QUOTED = Pattern.compile("'(.|<[a-z ]+>|\\\\t\\(TAB\\))'|'[^']*'|\"[^\"]*\"");
    private static final Pattern NAMED = Pattern.compile("\\b(alias|anchor|handle|tag|token):? \\S+");
    private static final TokenStreamFactory JSON = new JsonFactory();

    private Yaml() {}

    /**
     * Hands a parser on the text to the reader. JSON is YAML, but a file named so is read several times as fast.
     *
     * @return the syntax error, if there is one, as a line that begins with the file's name
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

    /* The parser's message quotes the lines around the mistake, indented, or a word of it; it may be a token. */
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
