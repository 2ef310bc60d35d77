package io.metronome.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.command.Instance;
import io.metronome.delivery.HttpApi;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Whether the API can be reached and knows the instances. */
final class ApiCheck {
    private static final int MOST_HOSTS = 100;
    private static final long PATIENCE_SECONDS = 60;

    private final ApiHostCheck hosts;
    private final LongSupplier nanos;

    /** @param nanos a monotonic clock */
    ApiCheck(ApiHostCheck hosts, LongSupplier nanos) {
        this.hosts = hosts;
        this.nanos = nanos;
    }

    /** Reaches each host; returns the instances of those that answered. A hundred hosts and a minute at most. */
    List<Instance> reach(List<Instance> instances, Diagnosis diagnosis) {
        Map<String, List<Instance>> byHost = new LinkedHashMap<>();
        instances.forEach(instance -> byHost.computeIfAbsent(origin(instance.apiUrl()), url -> new ArrayList<>())
                .add(instance));
        List<Instance> reached = new ArrayList<>();
        long begun = nanos.getAsLong();
        int asked = 0;
        for (Map.Entry<String, List<Instance>> host : byHost.entrySet()) {
            if (asked == MOST_HOSTS || NANOSECONDS.toSeconds(nanos.getAsLong() - begun) >= PATIENCE_SECONDS) {
                diagnosis.add(Finding.warning(
                        "api",
                        byHost.size() - asked + " of " + byHost.size() + " hosts were not asked: time is short",
                        "a look at the failed ones first"));
                break;
            }
            asked++;
            ApiHostCheck.HostReport report = hosts.check(host.getKey());
            diagnosis.addAll(report.findings());
            if (report.reached()) {
                reached.addAll(host.getValue());
            }
        }
        return reached;
    }

    /* An api-url may have a path, such as /v3. */
    private static String origin(String apiUrl) {
        return URI.create(apiUrl).resolve("/").toString().replaceFirst("/$", "");
    }

    /** Asks for the state of some of the instances. */
    static void askStates(List<Instance> instances, int count, Duration timeout, Diagnosis diagnosis) {
        AtomicReference<Throwable> unforeseen = new AtomicReference<>();
        try (OpenedParts opened = new OpenedParts(unforeseen::set)) {
            HttpApi api = opened.open(new HttpApi(
                    new HttpApi.Limits(1, timeout), opened.thread("doctor").scheduler(), InstantSource.system()));
            StateSample.of(instances, count).forEach(instance -> diagnosis.add(StateSample.ask(api, instance)));
        }
        if (unforeseen.get() != null) {
            throw new IllegalStateException(unforeseen.get());
        }
    }
}
