package io.metronome.app;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Catalogue;
import io.metronome.config.InstancesFile;
import io.metronome.config.Settings;
import io.metronome.control.KafkaControl;
import io.metronome.delivery.HttpApi;
import io.metronome.dispatch.Pipeline;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Time;
import io.metronome.intake.KafkaIntake;
import io.metronome.ledger.GroupMembership;
import io.metronome.ledger.KafkaLedger;
import io.metronome.observe.AdminServer;
import io.metronome.observe.CertificateMeter;
import io.metronome.observe.GroupMeter;
import io.metronome.observe.Health;
import io.metronome.observe.InstancesFileMeters;
import io.metronome.observe.Meters;
import io.metronome.observe.OldestDueMeter;
import io.metronome.observe.ServerTls;
import io.metronome.observe.SpillMeter;
import io.metronome.spill.Spill;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/** A running worker. Makes every part in the order of their dependencies, and closes them in reverse order. */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int REFRESH_SECONDS = 5;
    private static final Duration ADMIN_CLOSES_WITHIN = Duration.ofSeconds(5);

    private final OpenedParts opened = new OpenedParts(this::failed);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Settings settings;
    private final @Nullable ServerTls tls;
    private final Scheduler clock;
    private final PipelineStats stats = new PipelineStats();
    private final Meters meters;
    private final Health health;
    private final WorkerAdmin adminPages;
    private final AdminServer pages;
    private volatile @Nullable KafkaIntake intake;
    private volatile Supplier<List<String>> problems = List::of;
    private volatile boolean clean = true;
    private final AtomicBoolean failed = new AtomicBoolean();

    /* Opens the pages. The rest begins when Kafka answers. */
    private Worker(Settings settings, @Nullable ServerTls tls) throws StartException {
        this.settings = settings;
        this.tls = tls;
        WatchedThread timer = opened.thread("metronome-timer");
        this.clock = timer.scheduler();
        this.meters = opened.open(new Meters(Catalogue.methods(), stats, Version.number()));
        meters.bind(new OldestDueMeter(stats, () -> clock.now(NANOSECONDS)));
        meters.bind(new GroupMeter(this::joined));
        this.health = health();
        health.watch(timer.beat());
        health.waitsFor("the worker looks for Kafka");
        this.adminPages = new WorkerAdmin(opened, settings, stats, health, clock);
        this.pages = WorkerPages.open(settings.http(), opened, meters, health, adminPages.routes(), tls);
    }

    private void begin(InstancesFile instances, Admin admin, StartupCheck startup) throws StartException {
        Scheduler housekeeping = opened.thread("metronome-housekeeping").scheduler();
        Time time = new Time(clock, InstantSource.system());
        meters.bind(WorkerSettings.limits(settings));
        meters.bind(new InstancesFileMeters(() -> instances.all().size(), instances::isGood));
        meters.bind(new CertificateMeter(tls == null ? null : tls::notAfter));
        ClientMeters clientMeters =
                opened.open(new ClientMeters(meters, settings.topics().names(), opened.threads()::watched));
        WorkerClients clients = new WorkerClients(settings.kafka(), clientMeters, startup.ledgerPartitions());
        HttpApi api = opened.open(new HttpApi(
                WorkerSettings.api(settings), clock, InstantSource.system(), meters.traffic(), this::failed));
        health.watch(new Health.Beat("event loops of the API's client", api::lastTurnNanos));
        ReplyTopics replyTopics = new ReplyTopics(admin, settings.replies().allowedTopics());
        replyTopics.refresh();
        KafkaLedger ledger = WorkerLedger.open(opened, settings, startup, admin, clients, meters, health, clock);
        KafkaControl control = WorkerControl.open(opened, settings, startup, admin, clients, meters, clock);
        Spill spill = WorkerSpill.open(opened, settings.spill(), () -> clock.now(NANOSECONDS), health::watch);
        meters.bind(new SpillMeter(spill::usedBytes));
        Pipeline pipeline = new Pipeline(
                WorkerSettings.dispatch(settings, startup, instances.all().size()),
                WorkerSettings.ports(
                        settings, instances, replyTopics, api, ledger, control, spill, adminPages.listeners(meters)),
                stats,
                opened.thread("metronome-dispatcher").queue(),
                time,
                this::failed);
        KafkaIntake reading = new KafkaIntake(
                clients.intake(WorkerPages.url(settings.http(), port())),
                settings.topics().commands(),
                pipeline.arrivals(),
                (group, owned) -> {
                    adminPages.member(group.memberId());
                    ledger.standing(new GroupMembership(group, owned));
                },
                settings.shutdownGrace(),
                clock);
        TopicWatch commandsTopic = TopicWatch.ofCommands(
                admin, settings.topics().commands(), startup, reading::stopReading, ledger::commandsTopicIsNew);
        TopicWatch ledgerTopic = TopicWatch.ofLedger(admin, settings.topics().ledger(), startup);
        problems = () -> Stream.of(
                        Stream.ofNullable(ledger.trouble()),
                        Stream.ofNullable(control.trouble()),
                        commandsTopic.problems().stream(),
                        ledgerTopic.problems().stream())
                .flatMap(Function.identity())
                .toList();
        adminPages.open(
                pipeline,
                admin,
                startup,
                instances,
                opened.thread("metronome-orders").scheduler());
        pipeline.start(reading);
        control.start(adminPages.audited(pipeline.control()));
        instances.onChange(pipeline::instancesChanged);
        instances.guard(settings.instances().shrink(), new WaitingCommands(pipeline));
        every(housekeeping, () -> instances.refresh(clock.now(NANOSECONDS)));
        if (tls != null) {
            every(housekeeping, tls::refresh);
        }
        Scheduler lookups = opened.thread("metronome-lookups").scheduler();
        every(lookups, commandsTopic::look);
        every(lookups, ledgerTopic::look);
        if (!settings.replies().allowedTopics().isEmpty()) {
            every(lookups, replyTopics::refresh);
        }
        intake = reading;
        health.begins();
        opened.threads().daemon("metronome-poll", () -> poll(reading)).start();
    }

    /**
     * Starts a worker, which then works on its own threads. Waits for Kafka as long as it does not answer. The pages
     * are open meanwhile.
     *
     * @throws StartException when the topics do not fit, a compression cannot be used, or the certificate or the port
     *     of the pages cannot be used
     */
    public static Worker start(Settings settings, InstancesFile instances) throws StartException {
        List<String> unusable = Codecs.problems();
        if (!unusable.isEmpty()) {
            throw new StartException(String.join("\n", unusable));
        }
        Worker worker = new Worker(settings, PagesTls.open(settings.http()));
        try {
            KafkaWait wait = new KafkaWait(worker.port(), worker.health::waitsFor);
            Admin admin = wait.admin(settings);
            worker.opened.open((AutoCloseable) () -> admin.close(ADMIN_CLOSES_WITHIN));
            worker.begin(instances, admin, wait.survey(admin, settings));
            return worker;
        } catch (StartException | RuntimeException e) {
            worker.opened.close();
            throw e;
        } catch (InterruptedException e) {
            worker.opened.close();
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while starting");
        }
    }

    /** The port of the HTTP pages. */
    public int port() {
        return pages.port();
    }

    /**
     * Requests the end and returns at once. The worker starts no new calls, waits for those in flight, writes a last
     * checkpoint, and leaves the group.
     */
    public void stop() {
        KafkaIntake reading = intake;
        if (reading != null) {
            reading.stop();
        }
    }

    /** Waits for the end, but no longer than that. True when it came, and everything was handed over cleanly. */
    public boolean awaitEnd(Duration atMost) {
        try {
            return end.await(atMost.toMillis(), MILLISECONDS) && clean;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for the end. True when everything was handed over cleanly. */
    public boolean awaitEnd() {
        try {
            end.await();
            return clean;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops, waits for the end, and closes everything. */
    @Override
    public void close() {
        stop();
        awaitEnd();
        opened.close();
    }

    private void poll(KafkaIntake reading) {
        try {
            reading.run();
            LOG.info("All partitions are handed over");
        } catch (RuntimeException e) {
            clean = false;
            LOG.error("The worker ends without a clean hand-over", e);
        } catch (Error e) {
            failed(e);
        }
        end.countDown();
    }

    /**
     * Ends the worker after a failure that nobody foresaw, on any thread. The state may be inconsistent. Nothing more is
     * written, and the next owner restores what is true.
     */
    void failed(Throwable failure) {
        clean = false;
        if (failed.compareAndSet(false, true)) {
            LOG.error("The worker ends: this must not happen, please report it", failure);
        } else {
            LOG.debug("One more failure of a worker that ends", failure);
        }
        end.countDown();
    }

    private Health health() {
        // A hand-over blocks the poll loop for as long as the grace allows. This counts as progress, too.
        Duration limit = SILENCE.plus(settings.shutdownGrace());
        return new Health(
                () -> clock.now(NANOSECONDS),
                limit,
                stats,
                List.of(new Health.Beat("poll loop", this::lastRoundNanos)),
                this::joined,
                () -> Stream.concat(problems.get().stream(), opened.threads().silent(limit).stream())
                        .toList());
    }

    private long lastRoundNanos() {
        KafkaIntake reading = intake;
        return reading == null ? clock.now(NANOSECONDS) : reading.lastRoundNanos();
    }

    private boolean joined() {
        KafkaIntake reading = intake;
        return reading != null && reading.joined();
    }

    private static void every(Scheduler thread, Runnable task) {
        thread.schedulePeriodically(task, REFRESH_SECONDS, REFRESH_SECONDS, SECONDS);
    }
}
