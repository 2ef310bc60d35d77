package io.metronome.app;

import io.metronome.command.Homes;
import io.metronome.command.Instances;
import io.metronome.config.Settings;
import io.metronome.control.ControlEnds;
import io.metronome.control.ControlRecord;
import io.metronome.observe.admin.OrderRefusedException;
import io.metronome.observe.admin.Orders;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Takes what operators want through the admin API, one after the other, on a thread of its own. */
final class WorkerOrders implements Orders {
    private static final int MOST_WAITING = 20;

    private final Settings settings;
    private final Instances instances;
    private final ControlEnds ends;
    private final Homes homes;
    private final Scheduler thread;
    private final AtomicInteger waiting = new AtomicInteger();

    WorkerOrders(Settings settings, Instances instances, Admin admin, int partitions, Scheduler thread) {
        this.settings = settings;
        this.instances = instances;
        this.ends = new ControlEnds(admin, settings.topics().commands());
        this.homes = new Homes(partitions);
        this.thread = thread;
    }

    @Override
    public boolean knows(String instance) {
        return instances.find(instance) != null;
    }

    @Override
    public Mono<Long> write(ControlRecord wanted) {
        return ask(() -> ControlRequest.write(settings, wanted));
    }

    @Override
    public Mono<Long> nextOffset(String instance) {
        return ask(() -> ends.ofCommands(homes.of(instance)));
    }

    private Mono<Long> ask(Callable<Long> question) {
        return Mono.defer(() -> {
            if (waiting.incrementAndGet() > MOST_WAITING) {
                waiting.decrementAndGet();
                return Mono.error(new OrderRefusedException("too many requests wait for Kafka"));
            }
            return Mono.fromCallable(question)
                    .subscribeOn(thread)
                    .doFinally(end -> waiting.decrementAndGet())
                    .onErrorMap(StartException.class, refused -> new OrderRefusedException(Failures.inWords(refused)))
                    .onErrorMap(
                            KafkaException.class,
                            refused ->
                                    new OrderRefusedException("Kafka does not answer: " + Failures.inWords(refused)));
        });
    }
}
