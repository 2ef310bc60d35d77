package io.metronome.config;

import java.io.IOException;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Checks the properties that are handed to Kafka's clients. */
final class KafkaProperties {
    private static final String JAAS = "sasl.jaas.config";
    private static final Set<String> FLAGS = Set.of("required", "requisite", "sufficient", "optional");

    /** Names that metronome sets itself, each with the key to set instead; an empty text where there is none. */
    private static final Map<String, String> RESERVED = Map.ofEntries(
            Map.entry("bootstrap.servers", Keys.BOOTSTRAP.path()),
            Map.entry("group.id", Keys.GROUP_ID.path()),
            Map.entry("group.instance.id", ""),
            Map.entry("client.id", ""),
            Map.entry("transactional.id", ""),
            Map.entry("isolation.level", ""),
            Map.entry("enable.auto.commit", ""),
            Map.entry("auto.offset.reset", ""),
            Map.entry("enable.idempotence", ""),
            Map.entry("acks", ""),
            Map.entry("key.serializer", ""),
            Map.entry("value.serializer", ""),
            Map.entry("key.deserializer", ""),
            Map.entry("value.deserializer", ""));

    private KafkaProperties() {}

    /** Adds each mistake to the values' problems. */
    static void check(Values values) {
        values.below(Keys.KAFKA_PROPERTIES).forEach((name, text) -> {
            String path = Keys.KAFKA_PROPERTIES + '.' + name;
            String instead = RESERVED.get(name);
            if (instead != null) {
                values.complain(
                        path,
                        "found a name that metronome sets itself; allowed is "
                                + (instead.isEmpty() ? "any other of Kafka's" : instead));
            }
            if (name.equals(JAAS) && !isJaas(text)) {
                values.complain(
                        path,
                        "found a text that is not shown; allowed is the name of a login module, a flag such as required,"
                                + " options such as username=\"name\", and a semicolon");
            }
        });
    }

    /* Kafka's own message about a text that it cannot read repeats words of it, and they may be the password's. */
    private static boolean isJaas(String text) {
        StreamTokenizer words = new StreamTokenizer(new StringReader(text));
        words.slashSlashComments(true);
        words.slashStarComments(true);
        words.wordChars('-', '-');
        words.wordChars('_', '_');
        words.wordChars('$', '$');
        try {
            boolean good = words.nextToken() != StreamTokenizer.TT_EOF;
            while (good && words.ttype != StreamTokenizer.TT_EOF) {
                good = isEntry(words);
                words.nextToken();
            }
            return good;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /* Begins at the login module's name and ends at the semicolon. */
    private static boolean isEntry(StreamTokenizer words) throws IOException {
        boolean good = words.sval != null
                && words.nextToken() != StreamTokenizer.TT_EOF
                && words.sval != null
                && FLAGS.contains(words.sval.toLowerCase(Locale.ROOT));
        while (good && words.nextToken() != ';') {
            good = words.ttype != StreamTokenizer.TT_EOF
                    && words.sval != null
                    && words.nextToken() == '='
                    && words.nextToken() != StreamTokenizer.TT_EOF
                    && words.sval != null;
        }
        return good;
    }
}
