package io.metronome.observe.admin;

import io.metronome.command.InstanceId;
import io.metronome.control.ControlKey;
import io.metronome.control.ControlRecord;
import io.metronome.dispatch.view.CommandView;
import io.metronome.observe.Page;
import io.metronome.observe.PageRequest;
import io.metronome.observe.PageRoute;
import io.metronome.observe.TokenCheck;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The pages that change something, for requests with the token. Each writes what is wanted to the control topic, which
 * every worker reads: the owner of the instance obeys, whichever worker was asked. 202 means that the record can be read.
 */
final class WriteEndpoints {
    private static final String NO_INSTANCE = "the instances file names no such instance";

    private final TokenCheck check;
    private final ReadEndpoints reads;
    private final InstantSource calendar;
    private volatile @Nullable Orders orders;

    WriteEndpoints(TokenCheck check, ReadEndpoints reads, InstantSource calendar) {
        this.check = check;
        this.reads = reads;
        this.calendar = calendar;
    }

    /** The worker has begun. */
    void open(Orders opened) {
        orders = opened;
    }

    List<PageRoute> routes() {
        return List.of(
                PageRoute.change(HttpMethod.POST, "/instances/{id}/pause", check, this::pause),
                PageRoute.change(HttpMethod.POST, "/instances/{id}/resume", check, this::resume),
                PageRoute.change(HttpMethod.POST, "/instances/{id}/purge", check, this::purge),
                PageRoute.change(HttpMethod.DELETE, "/commands/{idInstance}/{commandId}", check, this::cancel));
    }

    private Mono<Page> pause(PageRequest request) {
        return toInstance(
                request,
                taker -> request.body().flatMap(body -> {
                    PauseOrder order = OrderCodec.pause(body, calendar.millis());
                    ControlRecord.Pause pause = new ControlRecord.Pause(
                            request.parameter("id"), order.untilMillis(), order.reason(), by(request), at());
                    return accepted(taker, pause, order.fields());
                }));
    }

    private Mono<Page> resume(PageRequest request) {
        return toInstance(
                request,
                taker -> accepted(
                        taker,
                        ControlRecord.Tombstone.by(ControlKey.pause(request.parameter("id")), by(request)),
                        Map.of("paused", false)));
    }

    private Mono<Page> purge(PageRequest request) {
        String instance = request.parameter("id");
        return toInstance(
                request,
                taker -> taker.nextOffset(instance)
                        .flatMap(next -> accepted(
                                taker,
                                new ControlRecord.Purge(instance, next, by(request), at()),
                                Map.of("below", next))));
    }

    private Mono<Page> cancel(PageRequest request) {
        request.query(Set.of());
        String id = request.parameter("commandId");
        ControlRecord.Cancel wanted = new ControlRecord.Cancel(request.parameter("idInstance"), id, by(request), at());
        return reads.command(request, view -> switch (view) {
            case CommandView.WaitingCommand waiting ->
                opened().flatMap(taker -> accepted(taker, wanted, Map.of("commandId", id)));
            default -> Mono.just(Page.error(404, "the command has ended: " + view.state()));
        });
    }

    private Mono<Page> toInstance(PageRequest request, Function<Orders, Mono<Page>> answer) {
        request.query(Set.of());
        String instance = request.parameter("id");
        return BusyAnswers.orRefusal(opened().flatMap(taker -> InstanceId.isOne(instance) && taker.knows(instance)
                ? answer.apply(taker)
                : Mono.just(Page.error(404, NO_INSTANCE))));
    }

    private Mono<Orders> opened() {
        return Mono.defer(() -> {
            Orders known = orders;
            return known == null ? Mono.error(new NotStartedException()) : Mono.just(known);
        });
    }

    private static Mono<Page> accepted(Orders taker, ControlRecord wanted, Map<String, Object> fields) {
        return taker.write(wanted).map(offset -> {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("idInstance", wanted.instance());
            answer.putAll(fields);
            answer.put("key", wanted.key().toString());
            answer.put("offset", offset);
            return Page.json(202, OrderCodec.encode(answer));
        });
    }

    private static String by(PageRequest request) {
        return "the admin API, from " + request.client().getHostAddress();
    }

    private String at() {
        return Instant.ofEpochMilli(calendar.millis())
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
    }
}
