package io.metronome.observe.admin;

import io.metronome.command.Reason;
import io.metronome.command.Source;
import io.metronome.dispatch.view.AnswerView;
import io.metronome.dispatch.view.Backlog;
import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.EndedCommand;
import io.metronome.dispatch.view.HeldView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.dispatch.view.PurgePreview;
import io.metronome.dispatch.view.Why;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what another worker answers. It is input from outside: every field is checked for its type and length, and
 * nothing else is passed on.
 */
final class PeerCodec {
    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST_ITEMS = 10_000;
    private static final Pattern ID = Pattern.compile("\\d{1,32}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern SOURCE = Pattern.compile("([A-Za-z0-9._-]{1,249})-(\\d{1,9})-(\\d{1,18})");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(4 * LONGEST_TEXT)
                            .maxNumberLength(20)
                            .build())
                    .build())
            .build();

    private PeerCodec() {}

    static InstancePage instances(byte[] json) {
        return read(
                json,
                page -> new InstancePage(
                        list(page, "instances", InstanceQuery.MOST, PeerCodec::view),
                        number(page, "total", Long.MAX_VALUE)));
    }

    static InstanceDetail instance(byte[] json) {
        return read(
                json,
                detail -> new InstanceDetail(
                        view(detail).withQueue(null, 0),
                        word(
                                detail,
                                "delaySource",
                                InstanceDetail.DelaySource.values(),
                                InstanceDetail.DelaySource::label),
                        PacePeerCodec.pace(detail),
                        list(detail, "queue", MOST_ITEMS, PeerCodec::queued),
                        list(detail, "outcomes", MOST_ITEMS, one -> ended(one, text(detail, "id", ID))),
                        time(detail, "emptyAt"),
                        time(detail, "oldestReceivedAt"),
                        detail.has("expiringBeforeTurn") ? integer(detail, "expiringBeforeTurn") : 0,
                        detail.has("purge") ? purge(detail.path("purge")) : null,
                        detail.has("limits") ? list(detail, "limits", MOST_ITEMS, PeerCodec::limit) : List.of()));
    }

    private static InstanceDetail.LimitedMethod limit(JsonNode node) {
        return new InstanceDetail.LimitedMethod(text(node, "method", WORD), moment(node, "until"));
    }

    private static PurgePreview purge(JsonNode node) {
        return new PurgePreview(number(node, "count", Long.MAX_VALUE), time(node, "oldestReceivedAt"));
    }

    static CommandView command(byte[] json) {
        return read(json, command -> {
            String instance = text(command, "idInstance", ID);
            return command.has("why") ? waiting(command, instance) : ended(command, instance);
        });
    }

    /** The worker that describes itself. */
    static WorkerView worker(byte[] json) {
        List<WorkerView> workers = read(json, answer -> list(answer, "workers", 1, PeerCodec::worker));
        if (workers.isEmpty()) {
            throw unfit("workers");
        }
        return workers.getFirst();
    }

    private static <T> T read(byte[] json, Function<JsonNode, T> decode) {
        try {
            JsonNode node = JSON.readTree(json);
            if (!node.isObject()) {
                throw unfit("the whole");
            }
            return decode.apply(node);
        } catch (JacksonException notJson) {
            throw unfit("the whole");
        }
    }

    private static InstanceView view(JsonNode node) {
        JsonNode backlog = node.path("backlog");
        JsonNode held = node.path("held");
        return new InstanceView(
                text(node, "id", ID),
                integer(node, "partition"),
                word(node, "state", InstanceView.Activity.values(), InstanceView.Activity::label),
                node.has("delayMillis") ? Integer.valueOf(integer(node, "delayMillis")) : null,
                new Backlog(integer(backlog, "high"), integer(backlog, "normal"), integer(backlog, "bulk")),
                integer(node, "inFlight") > 0,
                time(node, "nextDue"),
                time(node, "lastCall"),
                held.isObject()
                        ? new HeldView(
                                text(held, "by", WORD),
                                orEmpty(held, "detail"),
                                time(held, "since"),
                                time(held, "until"))
                        : null,
                time(node, "emptyAt"),
                node.has("expiringBeforeTurn") ? integer(node, "expiringBeforeTurn") : 0,
                node.has("waitsFor") ? text(node, "waitsFor", WORD) : null);
    }

    private static InstanceDetail.QueuedCommand queued(JsonNode node) {
        return new InstanceDetail.QueuedCommand(
                text(node, "commandId"),
                text(node, "method", WORD),
                text(node, "priority", WORD),
                integer(node, "attempts"));
    }

    private static CommandView waiting(JsonNode node, String instance) {
        JsonNode why = node.path("why");
        JsonNode answer = node.path("lastAnswer");
        return new CommandView.WaitingCommand(
                instance,
                text(node, "commandId"),
                text(node, "method", WORD),
                text(node, "priority", WORD),
                text(node, "state", WORD),
                new Why(
                        text(why, "reason", WORD),
                        time(why, "until"),
                        integer(why, "ahead"),
                        why.has("detail") ? text(why, "detail") : null,
                        time(node, "expectedAt"),
                        text(node, "sentence")),
                integer(node, "attempts"),
                answer.isObject() ? new AnswerView(integer(answer, "status"), orEmpty(answer, "detail")) : null,
                moment(node, "receivedAt"),
                time(node, "notBefore"),
                time(node, "expiresAt"));
    }

    private static EndedCommand ended(JsonNode node, String instance) {
        JsonNode reply = node.path("reply");
        return new EndedCommand(
                instance,
                source(text(node, "source", SOURCE)),
                node.has("method") ? text(node, "method", WORD) : null,
                text(node, "state", WORD).equals("accepted")
                        ? null
                        : word(node, "reason", Reason.values(), Reason::name),
                integer(node, "attempts"),
                moment(node, "endedAt"),
                new EndedCommand.ReplyPlace(
                        text(reply, "topic"),
                        reply.has("partition") ? Integer.valueOf(integer(reply, "partition")) : null,
                        false));
    }

    private static Source source(String text) {
        Matcher parts = SOURCE.matcher(text);
        if (!parts.matches()) {
            throw unfit("source");
        }
        return new Source(parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)), 0);
    }

    private static WorkerView worker(JsonNode node) {
        return new WorkerView(
                text(node, "member"),
                orEmpty(node, "url"),
                list(node, "partitions", MOST_ITEMS, PeerCodec::integer),
                node.path("ready").asBoolean(false),
                number(node, "inFlight", Integer.MAX_VALUE),
                number(node, "pending", Long.MAX_VALUE),
                text(node, "version"),
                moment(node, "since"),
                ActivityCodec.read(node));
    }

    static <T> List<T> list(JsonNode node, String name, int most, Function<JsonNode, T> each) {
        JsonNode list = node.path(name);
        if (!list.isArray() || list.size() > most) {
            throw unfit(name);
        }
        return list.valueStream().map(each).toList();
    }

    static String text(JsonNode node, String name) {
        return text(node.path(name), () -> name);
    }

    /** An element of a list. */
    static String text(JsonNode element) {
        return text(element, () -> "an element");
    }

    private static String text(JsonNode text, Supplier<String> name) {
        if (!text.isString() || text.asString().length() > LONGEST_TEXT) {
            throw unfit(name.get());
        }
        return text.asString();
    }

    private static String text(JsonNode node, String name, Pattern form) {
        String text = text(node, name);
        if (!form.matcher(text).matches()) {
            throw unfit(name);
        }
        return text;
    }

    static String orEmpty(JsonNode node, String name) {
        return node.has(name) ? text(node, name) : "";
    }

    private static <T> T word(JsonNode node, String name, T[] all, Function<T, String> label) {
        String word = text(node, name);
        return Arrays.stream(all)
                .filter(one -> label.apply(one).equals(word))
                .findFirst()
                .orElseThrow(() -> unfit(name));
    }

    private static int integer(JsonNode node, String name) {
        return (int) number(node, name, Integer.MAX_VALUE);
    }

    private static int integer(JsonNode node) {
        if (!node.isInt() || node.asInt() < 0) {
            throw unfit("partitions");
        }
        return node.asInt();
    }

    static long number(JsonNode node, String name, long most) {
        JsonNode number = node.path(name);
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0 || number.asLong() > most) {
            throw unfit(name);
        }
        return number.asLong();
    }

    static long moment(JsonNode node, String name) {
        try {
            return Instant.parse(text(node, name)).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException notATime) {
            throw unfit(name);
        }
    }

    static @Nullable Long time(JsonNode node, String name) {
        return node.has(name) ? Long.valueOf(moment(node, name)) : null;
    }

    private static PeerAwayException unfit(String name) {
        return new PeerAwayException("the answer of another worker cannot be read: " + name);
    }
}
