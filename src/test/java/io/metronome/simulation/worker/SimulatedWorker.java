package io.metronome.simulation.worker;

import io.metronome.command.CommandCodec;
import io.metronome.command.Instances;
import io.metronome.command.OnUnknown;
import io.metronome.command.ReplyTopic;
import io.metronome.control.ControlTopic;
import io.metronome.delivery.Api;
import io.metronome.delivery.RetryPolicy;
import io.metronome.dispatch.Inventory;
import io.metronome.dispatch.Pipeline;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Ports;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.view.Views;
import io.metronome.intake.KafkaIntake;
import io.metronome.ledger.KafkaLedger;
import io.metronome.ledger.KafkaRestoration;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.LedgerListener;
import io.metronome.ledger.LedgerSettings;
import io.metronome.reply.Replies;
import io.metronome.simulation.api.SimulatedApi;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedConsumer;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedThread;
import io.metronome.spill.Spill;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One worker process: made of the same parts as the real one, on simulated clients, clocks and threads. */
public final class SimulatedWorker {
    /* A partition that is taken over is restored at once, whatever the others hold. */
    private static final long ROOM_FOR_RESTORES = 1L << 30;
    private static final long MOST_SPILLED = 8 << 20;
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final SimulatedHost host;
    private final boolean breaksByDisk;
    private final long startedAt;
    private final SimulatedThread poll;
    private final SimulatedThread ledgerThread;
    private final List<SimulatedThread> restoreThreads;
    private final SimulatedDisk disk;
    private final SimulatedConsumer member;
    private final KafkaIntake intake;
    private final PipelineStats stats = new PipelineStats();
    private final RecordingListener told;
    private final ObservedThread dispatcherThread;
    private final Pipeline pipeline;
    private final SimulatedControl control;
    private @Nullable RuntimeException unclean;

    /**
     * @param restored told how many nanoseconds each restore took
     */
    public SimulatedWorker(
            SimulatedHost host,
            SimulatedBroker broker,
            SimulatedApi api,
            WorkerSettings settings,
            Mutation mutation,
            LongConsumer restored) {
        this.host = host;
        this.disk = settings.faultyDisk() ? SimulatedDisk.oftenFull(host.nanos()) : SimulatedDisk.good();
        this.breaksByDisk = settings.faultyDisk();
        this.startedAt = host.nanos();
        this.poll = host.thread("poll");
        this.ledgerThread = host.thread("ledger");
        this.restoreThreads = List.of(host.thread("restore-1"), host.thread("restore-2"));
        LedgerSettings about = settings.ledger();
        KafkaRestoration restoration = SimulatedRestore.of(about, broker, mutation, host, restoreThreads);
        KafkaLedger ledger = new KafkaLedger(
                about,
                SimulatedTopics.OWN,
                id -> mutation.writer(broker, ledgerThread, id).client(),
                mutation.restoration(restoration),
                LedgerListener.NONE,
                host,
                ledgerThread);
        this.told = new RecordingListener(restored);
        this.dispatcherThread = new ObservedThread(host.createWorker());
        this.control = new SimulatedControl(host, broker, settings.homes());
        Ledger roomy = mutation.ledger(ledger, host);
        long waits = settings.rare().restoreWaits();
        this.pipeline = new Pipeline(
                dispatch(settings, mutation),
                ports(
                        settings,
                        mutation.instances(settings.instances()),
                        mutation.api(api.seenFrom(host)),
                        waits == 0 ? roomy : new ScarceMemory(roomy, host, waits),
                        mutation.control(control.topic()),
                        new Spill(disk, MOST_SPILLED, host::nanos, host.thread("spill")::schedule),
                        told),
                stats,
                dispatcherThread,
                new Time(host, host::instant),
                this::failed);
        var standings = mutation.standings();
        this.member = new SimulatedConsumer(broker, poll, settings.polls());
        this.intake = new KafkaIntake(
                member.client(),
                SimulatedTopics.COMMANDS,
                new YieldingListener(poll, pipeline.arrivals(), member::wake),
                (metadata, owned) -> ledger.standing(standings.apply(metadata, owned)),
                GRACE,
                host);
        pipeline.start(new WakingIntake(intake, member));
        control.start(mutation.controlListener(pipeline.control(), host));
        poll.schedule(this::live);
    }

    public SimulatedHost host() {
        return host;
    }

    /** Its id in the group now. */
    public String memberId() {
        return member.id();
    }

    public PipelineStats stats() {
        return stats;
    }

    /** The listener of its pipeline, which notes what it hears. */
    public RecordingListener told() {
        return told;
    }

    /** Whether it reads nothing of that partition. */
    public boolean isPaused(int partition) {
        return member.isPaused(partition);
    }

    /** SIGTERM. */
    public void stop() {
        host.in(0, () -> {
            intake.stop();
            member.wake();
        });
    }

    /** Answers questions; its answers come when its host next runs. */
    public Views views() {
        return pipeline.views();
    }

    /** The instances file has changed. */
    public void instancesChanged() {
        host.in(0, pipeline::instancesChanged);
    }

    /** Whether commands of that instance wait here; answered when its host next runs. */
    public Future<Boolean> hasWaitingCommands(String instance) {
        return pipeline.haveWaitingCommands(List.of(instance));
    }

    /** Looks at it after each task of its dispatcher. An {@link #inventory} is answered at once then. */
    public void afterEachTask(Runnable look) {
        dispatcherThread.afterEachTask(look);
    }

    /** Everything that it holds; answered when its host next runs. */
    public Future<Inventory> inventory() {
        return pipeline.inventory();
    }

    /**
     * The next thing that one of its threads does, the dispatcher's not included, ends in an Error. Where its disk is
     * faulty, its disk breaks instead.
     *
     * @param told run when that happens
     */
    public void breakThread(int which, Runnable told) {
        if (breaksByDisk) {
            disk.breakDown(told);
            return;
        }
        List.of(poll, ledgerThread, restoreThreads.getFirst()).get(which).breakDown(told);
    }

    /**
     * Something that its dispatcher uses ends in an Error soon.
     *
     * @param what run when that happens
     */
    public void breakDispatcher(Runnable what) {
        told.breakDown(() -> {
            what.run();
            return host.injected(host.name() + "-dispatcher");
        });
    }

    /** Nanoseconds since each of its threads that wait for Kafka last went on, by what they do; without the poll thread. */
    Map<String, Long> silences() {
        Map<String, Long> silences = new LinkedHashMap<>();
        silences.put("ledger", ledgerThread.silence());
        for (int n = 0; n < restoreThreads.size(); n++) {
            silences.put("restore " + n, restoreThreads.get(n).silence());
        }
        silences.put("reader of the control topic", control.silence());
        return silences;
    }

    /** Nanoseconds since its dispatcher last turned. */
    public long dispatcherSilence() {
        return host.nanos() - Math.max(startedAt, stats.lastRoundNanos());
    }

    /** Nanoseconds since its poll loop last turned. */
    public long pollSilence() {
        return host.nanos() - Math.max(startedAt, intake.lastRoundNanos());
    }

    /** Why it ended without a clean hand-over; null when it did not. */
    @Nullable
    public RuntimeException unclean() {
        return unclean;
    }

    private void live() {
        try {
            intake.run();
        } catch (RuntimeException notHandedOver) {
            unclean = notHandedOver;
        }
        host.kill();
    }

    private void failed(Throwable failure) {
        host.failed(failure);
        host.kill();
    }

    private static DispatchSettings dispatch(WorkerSettings settings, Mutation mutation) {
        return new DispatchSettings(
                settings.homes(),
                settings.maxInFlight(),
                settings.maxPendingBytes(),
                ROOM_FOR_RESTORES,
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                mutation.lease(WorkerSettings.LEASE),
                Duration.ofSeconds(1),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                false,
                settings.bounds());
    }

    private static Ports ports(
            WorkerSettings settings,
            Instances instances,
            Api api,
            Ledger ledger,
            ControlTopic control,
            Spill spill,
            RecordingListener told) {
        CommandCodec.Rules rules = new CommandCodec.Rules(
                1 << 20,
                false,
                OnUnknown.RESEND,
                null,
                topic -> topic.equals(SimulatedTopics.ANSWERS)
                        ? new ReplyTopic.Existing(1)
                        : new ReplyTopic.NotAllowed());
        return new Ports(
                api,
                ledger,
                control,
                instances,
                new CommandCodec(instances, rules),
                new Replies(SimulatedTopics.RESULTS, SimulatedTopics.DEAD_LETTERS),
                new RetryPolicy(5, Duration.ofSeconds(1), settings.maxBackoff()),
                told,
                settings.chance(),
                spill);
    }
}
