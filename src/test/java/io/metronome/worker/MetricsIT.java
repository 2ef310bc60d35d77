package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.deploy.AlertRules;
import io.metronome.deploy.Dashboard;
import io.metronome.deploy.Expression;
import io.metronome.deploy.Promtool;
import io.metronome.deploy.Scrape;
import io.metronome.emulator.EmulatedInstance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics that a running worker shows to Prometheus, to the dashboard and to the alerts, and their number. */
class MetricsIT {
    private static final int ENOUGH_SERIES = 1_200;

    /** The file of metrics that {@code deploy/prometheus/check.sh} looks for. */
    private static final Path LEFT = Path.of("target", "metrics.txt");

    /** The page that explains every metric. */
    private static final Path PAGE = Path.of("deploy", "OPERATING.md");

    private static final Set<String> GAUGES_OF_SECONDS =
            Set.of("metronome_certificate_expiry_timestamp_seconds", "metronome_oldest_due_seconds");

    private static final Pattern ON_THE_PAGE = Pattern.compile("`(metronome_\\w+)(?:\\{[^}]*})?`");

    /** Kafka's clients have no rate of what never happened, and name a partition once they have read from it. */
    private static final Duration UNTIL_THE_CLIENTS_ARE_ASKED_AGAIN = Duration.ofSeconds(30);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    @Tag("short")
    void showsWhatEverybodyReliesOn() throws Exception {
        assertShowsWhatEverybodyReliesOn(2_000, 200);
    }

    @Test
    @Tag("full")
    void showsNoMoreForAHundredThousandInstances() throws Exception {
        assertShowsWhatEverybodyReliesOn(100_000, 2_000);
    }

    private void assertShowsWhatEverybodyReliesOn(int count, int commands) throws Exception {
        List<EmulatedInstance> instances = Accounts.whatsapp(count);
        List<EmulatedInstance> called = IntStream.range(0, commands)
                .mapToObj(i -> instances.get(i * (count / commands)))
                .toList();
        try (WorkerBench bench = new WorkerBench(folder, BenchConfig.of(instances))) {
            bench.whileWorking(worker -> {
                Scrape first = scrape(worker.url());
                assertThat(first.series()).containsAll(Promised.series());
                bench.office().put(called.stream().map(MetricsIT::command).toList());
                bench.readAllReplies();
                // The meters of collections appear with the first of them.
                System.gc();
                await().atMost(UNTIL_THE_CLIENTS_ARE_ASKED_AGAIN)
                        .untilAsserted(() -> assertIsAllThatIsAskedFor(scrape(worker.url())));
                Scrape last = scrape(worker.url());
                assertIsBounded(first, last);
                System.out.printf(
                        "MetricsIT: %d series after %d instances%n",
                        last.series().size(), commands);
                assertTellsNoSecrets(last, called);
                assertThat(own(last.metrics())).isEqualTo(onThePage());
                Files.write(LEFT, last.text().getBytes(UTF_8));
            });
            bench.assertAllKept();
        }
        Promtool.Said said = Promtool.ask(LEFT, "check", "metrics");
        assertThat(said.text()).isEmpty();
        assertThat(said.code()).isZero();
    }

    private static void assertIsAllThatIsAskedFor(Scrape scrape) {
        Set<String> missing = new TreeSet<>();
        for (Expression asked : Stream.concat(Dashboard.read().queries().stream(), AlertRules.expressions().stream())
                .toList()) {
            asked.metrics().stream()
                    .filter(metric -> !AlertRules.isMadeByPrometheus(metric))
                    .filter(metric -> !scrape.names().contains(metric))
                    .map(metric -> metric + ", asked for by " + asked.where())
                    .forEach(missing::add);
        }
        assertThat(missing).as("metrics that nobody shows").isEmpty();
    }

    /** Asserts that only the one host that was called adds to metronome's series of the first scrape. */
    private static void assertIsBounded(Scrape first, Scrape last) {
        Set<String> more = own(last.series());
        more.removeAll(first.series());
        assertThat(more).hasSize(4).allMatch(series -> series.matches("metronome_api_host_\\w+\\{host=\"127.*"));
        assertThat(last.series()).hasSizeLessThan(ENOUGH_SERIES);
    }

    private static void assertTellsNoSecrets(Scrape scrape, List<EmulatedInstance> instances) {
        assertThat(scrape.text()).doesNotContain("waInstance");
        for (EmulatedInstance instance : instances) {
            assertThat(scrape.text().contains(instance.token().reveal())).isFalse();
            assertThat(scrape.text().contains(instance.id())).isFalse();
        }
    }

    private static Set<String> own(Set<String> names) {
        return names.stream().filter(name -> name.startsWith("metronome_")).collect(toCollection(TreeSet::new));
    }

    /** The metrics on the page. A histogram's worst value is a metric of its own to Prometheus; the page omits it. */
    private static Set<String> onThePage() throws IOException {
        Set<String> names = ON_THE_PAGE
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .collect(toCollection(TreeSet::new));
        names.stream()
                .filter(name -> name.endsWith("_seconds") && !GAUGES_OF_SECONDS.contains(name))
                .toList()
                .forEach(name -> names.add(name + "_max"));
        return names;
    }

    private static TestCommand command(EmulatedInstance instance) {
        return TestCommand.status("of " + instance.id(), instance.id());
    }

    private static Scrape scrape(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/metrics")).build();
        return new Scrape(CLIENT.send(request, BodyHandlers.ofString()).body());
    }
}
