package io.metronome.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schemas under {@code config/schemas}. */
public final class Schemas {
    /** The folder of the schemas. */
    public static final Path FOLDER = Path.of("config", "schemas");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Schemas() {}

    /** The schema as JSON. */
    public static JsonNode json(String name) {
        try {
            return JSON.readTree(Files.readString(FOLDER.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema, ready to validate. */
    public static Schema of(String name) {
        return of(json(name));
    }

    /** A schema that is at hand as JSON. */
    public static Schema of(JsonNode schema) {
        return REGISTRY.getSchema(schema);
    }

    /** One of a schema's {@code $defs}. */
    public static Schema of(String name, String definition) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", SpecificationVersion.DRAFT_2020_12.getDialectId());
        schema.put("$ref", "#/$defs/" + definition);
        schema.set("$defs", json(name).path("$defs"));
        return REGISTRY.getSchema(schema);
    }

    /** The errors of a document; formats count. */
    public static List<Error> errors(Schema schema, JsonNode document) {
        return schema.validate(
                document, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    /** Reads JSON as exactly as the schemas need it. */
    public static JsonNode read(String json) {
        return JSON.readTree(json);
    }
}
