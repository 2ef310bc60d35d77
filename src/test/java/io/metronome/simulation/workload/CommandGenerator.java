package io.metronome.simulation.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.command.Homes;
import io.metronome.command.Priority;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Produced;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story.Kind;
import io.metronome.simulation.worker.WorkerFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The producers: commands of every kind, and what is none. */
public final class CommandGenerator {

    private static final int BURST = 6;

    private final SimulatedTime time;
    private final SimulatedBroker broker;
    private final Homes homes;
    private final List<String> instances;
    private final Set<String> slow;
    private final Set<String> begun = new LinkedHashSet<>();
    private final List<Produced> produced = new ArrayList<>();
    private final Map<Position, Boolean> report = new LinkedHashMap<>();
    private int count;

    /** @param slow instances with a gap so long that only their first command has no {@code expiresAt} */
    public CommandGenerator(
            SimulatedTime time, SimulatedBroker broker, int homes, List<String> instances, Set<String> slow) {
        this.time = time;
        this.broker = broker;
        this.homes = new Homes(homes);
        this.instances = instances;
        this.slow = slow;
    }

    public List<Produced> produced() {
        return produced;
    }

    /** Whether that command must not be called twice, whatever became of its call. */
    public boolean isReport(Position command) {
        return report.getOrDefault(command, false);
    }

    /** Puts one more record on the topic. */
    public void one() {
        Random random = time.random();
        int number = ++count;
        String instance = instances.get(random.nextInt(instances.size()));
        int partition = time.oneIn(12) ? random.nextInt(broker.group().partitions()) : homes.of(instance);
        if (time.oneIn(30)) {
            put(partition, instance, "", "", "not a command, number " + number, Priority.NORMAL, null, null, null);
            return;
        }
        boolean reports = time.oneIn(4);
        String method = method();
        String body = body(method, number);
        Priority priority = List.of(Priority.values()).get(random.nextInt(Priority.values().length));
        Instant notBefore = time.oneIn(9) ? soon(8_000) : null;
        boolean hasEnd = time.oneIn(7) || (slow.contains(instance) && !begun.add(instance));
        Instant expiresAt = hasEnd ? soon(30_000) : null;
        String id = !produced.isEmpty() && time.oneIn(15)
                ? produced.get(random.nextInt(produced.size())).commandId()
                : "id-" + number;
        StringBuilder json =
                new StringBuilder("{\"commandId\":\"%s\",\"idInstance\":\"%s\",\"method\":\"%s\",\"body\":%s"
                        .formatted(id, instance, method, body));
        json.append(",\"priority\":\"%s\"".formatted(priority.name().toLowerCase(Locale.ROOT)));
        json.append(notBefore == null ? "" : ",\"notBefore\":\"%s\"".formatted(notBefore));
        json.append(expiresAt == null ? "" : ",\"expiresAt\":\"%s\"".formatted(expiresAt));
        json.append(reports ? ",\"onUnknown\":\"report\"}" : "}");
        Position where = put(partition, instance, method, body, json.toString(), priority, notBefore, expiresAt, id);
        report.put(where, reports);
    }

    /** Work for one instance without a pause: its owner calls as often as it may. */
    public void burst() {
        String instance = instances.get(time.random().nextInt(instances.size()));
        if (slow.contains(instance)) {
            return;
        }
        for (int i = 0; i < BURST; i++) {
            int number = ++count;
            String body = "{\"message\":\"b" + number + "\"}";
            String id = "id-" + number;
            String json = "{\"commandId\":\"%s\",\"idInstance\":\"%s\",\"method\":\"sendTextStatus\",\"body\":%s}"
                    .formatted(id, instance, body);
            put(homes.of(instance), instance, "sendTextStatus", body, json, Priority.NORMAL, null, null, id);
        }
    }

    /** Every command of that instance expires soon, the first one too. */
    public void expireAll(String instance) {
        begun.add(instance);
    }

    /** An instance gets a longer delay, and work that is already there must keep it. */
    public void changeDelay() {
        String instance = instances.get(time.random().nextInt(instances.size()));
        if (slow.contains(instance)) {
            return;
        }
        for (int i = 0; i < BURST; i++) {
            int number = ++count;
            boolean isChange = i == 1;
            String method = isChange ? "setSettings" : "sendTextStatus";
            String body = isChange
                    ? "{\"webhookUrl\":\"https://example.com/%d\",\"delaySendMessagesMilliseconds\":%d500}"
                            .formatted(number, 6 + time.random().nextInt(10))
                    : "{\"message\":\"c" + number + "\"}";
            String id = "id-" + number;
            String json = "{\"commandId\":\"%s\",\"idInstance\":\"%s\",\"method\":\"%s\",\"body\":%s}"
                    .formatted(id, instance, method, body);
            put(homes.of(instance), instance, method, body, json, Priority.NORMAL, null, null, id);
        }
    }

    private String method() {
        return switch (time.random().nextInt(8)) {
            case 0, 1 -> "sendTyping";
            case 2 -> "sendContact";
            case 3 -> time.oneIn(2) ? "setSettings" : "sendTextStatus";
            default -> "sendTextStatus";
        };
    }

    private String body(String method, int number) {
        String chat = "\"chatId\":\"7900%07d@c.us\"".formatted(number);
        return switch (method) {
            case "sendTyping" ->
                time.oneIn(3)
                        ? "{" + chat + "}"
                        : "{" + chat + ",\"typingTime\":"
                                + (1_000 + time.random().nextInt(19_000)) + "}";
            case "setSettings" -> "{\"webhookUrl\":\"https://example.com/" + number + "\"" + delay() + "}";
            case "sendContact" -> "{" + chat + ",\"contact\":{\"phoneContact\":79001234567,\"firstName\":\"A\"}}";
            default -> "{\"message\":\"m" + number + (time.oneIn(20) ? "x".repeat(700) : "") + "\"}";
        };
    }

    private String delay() {
        int seconds = 1 + time.random().nextInt(5);
        return time.oneIn(3) ? ",\"delaySendMessagesMilliseconds\":" + seconds + "500" : "";
    }

    private Instant soon(int millis) {
        return Instant.ofEpochMilli(WorkerFleet.EPOCH_MILLIS + NANOSECONDS.toMillis(time.now()))
                .plus(Duration.ofMillis(time.random().nextInt(millis)));
    }

    private Position put(
            int partition,
            String instance,
            String method,
            String body,
            String value,
            Priority priority,
            @Nullable Instant notBefore,
            @Nullable Instant expiresAt,
            @Nullable String id) {
        Headers headers = new RecordHeaders();
        if (time.oneIn(10)) {
            headers.add("kafka_replyTopic", SimulatedTopics.ANSWERS.getBytes(UTF_8));
        }
        byte[] key = time.oneIn(8) ? null : instance.getBytes(UTF_8);
        long offset = broker.log(SimulatedTopics.COMMANDS, partition)
                .append(key, value.getBytes(UTF_8), headers, broker.millis(), null);
        time.tell(Kind.PRODUCED, "%s-%d %s %s".formatted(partition, offset, instance, value));
        String commandId = id == null ? SimulatedTopics.COMMANDS + "-" + partition + "-" + offset : id;
        produced.add(
                new Produced(partition, offset, commandId, instance, method, body, priority, notBefore, expiresAt));
        return new Position(partition, offset);
    }
}
