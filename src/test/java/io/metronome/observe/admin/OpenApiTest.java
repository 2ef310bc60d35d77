package io.metronome.observe.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SpecificationVersion;
import io.metronome.contract.Schemas;
import io.metronome.observe.PageRoute;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /openapi.json} describes the pages that there are, and the answers that they give. */
class OpenApiTest {
    /** The pages that need no views. */
    private static final Set<String> OTHERS = Set.of(
            "get /",
            "get /board.css",
            "get /board.js",
            "get /board.json",
            "get /livez",
            "get /metrics",
            "get /readyz",
            "get /runbook");

    @AutoClose
    private final ApiBench bench = ApiBench.opened();

    private final JsonNode document;

    OpenApiTest() throws Exception {
        document = Schemas.read(bench.get("/openapi.json").body());
    }

    @Test
    void describesEveryPage() {
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .forEachEntry((path, methods) ->
                        methods.propertyNames().forEach(method -> described.add(method + " " + path)));
        Set<String> routes =
                bench.api.routes().stream().map(OpenApiTest::text).collect(Collectors.toCollection(TreeSet::new));
        routes.addAll(OTHERS);
        assertThat(described).isEqualTo(routes);
    }

    @Test
    void describesEveryParameterOfAPath() {
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEach(method -> {
                    List<String> inPath = method.path("parameters")
                            .valueStream()
                            .filter(parameter -> parameter.path("in").asString().equals("path"))
                            .map(parameter -> "{" + parameter.path("name").asString() + "}")
                            .toList();
                    assertThat(Pattern.compile("\\{\\w+}")
                                    .matcher(path)
                                    .results()
                                    .map(found -> found.group()))
                            .as(path)
                            .containsExactlyElementsOf(inPath);
                }));
        List<String> query = document.at("/paths/~1instances/get/parameters")
                .valueStream()
                .map(parameter -> parameter.path("name").asString())
                .toList();
        assertThat(query).containsExactlyInAnyOrderElementsOf(InstanceQueries.PARAMETERS);
    }

    @ParameterizedTest
    @CsvSource({
        "/instances, InstanceList",
        "/instances?limit=1, InstanceList",
        "/instances/1101000001, InstanceDetail",
        "/instances/1101000002, InstanceDetail",
        "/commands/1101000001/waiting, WaitingCommand",
        "/commands/1101000001/a%2Fb, EndedCommand",
        "/commands/1101000001/dead, EndedCommand",
        "/workers, Workers",
        "/audit, Audit",
        "/nothing, Error",
        "/instances/1101000003, Error"
    })
    void describesEveryFieldOfEveryAnswer(String path, String schema) throws Exception {
        HttpResponse<String> answer = bench.get(path);
        JsonNode json = Schemas.read(answer.body());
        assertThat(Schemas.errors(Schemas.of(closed(schema)), json))
                .as(answer.body())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /instances/1101000001/pause",
        "POST, /instances/1101000001/purge",
        "DELETE, /commands/1101000001/waiting"
    })
    void describesEveryFieldOfWhatIsOrdered(String method, String path) throws Exception {
        HttpResponse<String> answer = bench.change(method, path, "");
        assertThat(Schemas.errors(Schemas.of(closed("Ordered")), Schemas.read(answer.body())))
                .as(answer.body())
                .isEmpty();
    }

    @Test
    void describesTheEvents() {
        String event = EventCodec.changed(bench.stats, new ChangedInstances.Changes(List.of("1101000001"), true));
        JsonNode json = Schemas.read(event.lines().toList().get(1).substring("data: ".length()));
        assertThat(Schemas.errors(Schemas.of(closed("Changed")), json)).isEmpty();
    }

    /** The schema of that name; in its objects only the described fields are allowed. */
    private JsonNode closed(String name) {
        ObjectNode copy = (ObjectNode) document.deepCopy();
        close(copy);
        ObjectNode root = copy.objectNode();
        root.put("$schema", SpecificationVersion.DRAFT_2020_12.getDialectId());
        root.put("$ref", "#/components/schemas/" + name);
        root.set("components", copy.path("components"));
        return root;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(OpenApiTest::close);
    }

    private static String text(PageRoute route) {
        return route.method().name().toLowerCase(Locale.ROOT) + " " + route.template();
    }
}
