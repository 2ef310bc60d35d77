package io.metronome.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Catalogue;
import io.metronome.config.InstancesFile;
import io.metronome.config.Settings;
import io.metronome.delivery.HttpApi;
import io.metronome.dispatch.Pipeline;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Time;
import io.metronome.intake.KafkaIntake;
import io.metronome.ledger.GroupMembership;
import io.metronome.ledger.KafkaLedger;
import io.metronome.ledger.KafkaRestoration;
import io.metronome.ledger.LedgerSettings;
import io.metronome.observe.AdminServer;
import io.metronome.observe.CertificateMeter;
import io.metronome.observe.EventLog;
import io.metronome.observe.Health;
import io.metronome.observe.InstancesFileMeters;
import io.metronome.observe.Listeners;
import io.metronome.observe.Meters;
import io.metronome.observe.OldestDueMeter;
import io.metronome.observe.ServerTls;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ChannelBindException;

/** A running worker. Makes every part in the order of their dependencies, and closes them in reverse order. */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int REFRESH_SECONDS = 5;
    private static final int DISPATCHER_SECONDS = 5;

    private final OpenedParts opened = new OpenedParts(this::failed);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Settings settings;
    private final @Nullable ServerTls tls;
    private final Scheduler clock;
    private final PipelineStats stats = new PipelineStats();
    private final Meters meters;
    private final Health health;
    private final AdminServer pages;
    private volatile @Nullable KafkaIntake intake;
    private volatile Supplier<List<String>> problems = List::of;
    private volatile boolean clean = true;

    /* Opens the pages. The rest begins when Kafka answers. */
    private Worker(Settings settings, @Nullable ServerTls tls) throws StartException {
        this.settings = settings;
        this.tls = tls;
        this.clock = opened.thread("metronome-timer");
        this.meters = opened.open(new Meters(Catalogue.methods(), stats, Version.number()));
        meters.bind(new OldestDueMeter(stats, () -> clock.now(NANOSECONDS)));
        this.health = health();
        this.pages = pages();
    }

    private void begin(InstancesFile instances, Admin admin, StartupCheck startup) {
        Scheduler housekeeping = opened.thread("metronome-housekeeping");
        Time time = new Time(clock, InstantSource.system());
        meters.bind(WorkerSettings.limits(settings));
        meters.bind(new InstancesFileMeters(() -> instances.all().size(), instances::isGood));
        meters.bind(new CertificateMeter(tls == null ? null : tls::notAfter));
        ClientMeters clientMeters =
                opened.open(new ClientMeters(meters, settings.topics().names()));
        WorkerClients clients = new WorkerClients(settings.kafka(), clientMeters, startup.ledgerPartitions());
        HttpApi api =
                opened.open(new HttpApi(WorkerSettings.api(settings), clock, InstantSource.system(), meters.traffic()));
        ReplyTopics replyTopics = new ReplyTopics(admin, settings.replies().allowedTopics());
        replyTopics.refresh();
        KafkaLedger ledger = ledger(startup, admin, clients);
        Pipeline pipeline = new Pipeline(
                WorkerSettings.dispatch(settings, startup),
                WorkerSettings.ports(settings, instances, replyTopics, api, ledger, listeners(meters, clock)),
                stats,
                opened.thread("metronome-dispatcher").createWorker(),
                time,
                this::failed);
        KafkaIntake reading = new KafkaIntake(
                clients.intake(),
                settings.topics().commands(),
                pipeline.arrivals(),
                (member, owned) -> ledger.standing(new GroupMembership(member, owned)),
                settings.shutdownGrace(),
                clock);
        CommandsTopicWatch watch = new CommandsTopicWatch(
                admin, settings.topics().commands(), startup.commandsTopicId(), reading::stopReading);
        problems = () -> Stream.concat(Stream.ofNullable(ledger.trouble()), watch.problems().stream())
                .toList();
        pipeline.start(reading);
        instances.onChange(pipeline::instancesChanged);
        instances.guard(settings.instances().shrink(), ids -> haveWaitingCommands(pipeline, ids));
        every(housekeeping, () -> instances.refresh(clock.now(NANOSECONDS)));
        if (tls != null) {
            every(housekeeping, tls::refresh);
        }
        Scheduler lookups = opened.thread("metronome-lookups");
        every(lookups, watch::look);
        if (!settings.replies().allowedTopics().isEmpty()) {
            every(lookups, replyTopics::refresh);
        }
        intake = reading;
        health.begins();
        Thread poll = new Thread(() -> poll(reading), "metronome-poll");
        poll.setDaemon(true);
        poll.start();
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
            KafkaWait wait = new KafkaWait(settings.kafka(), worker.port(), worker.health::waitsFor);
            Admin admin = worker.opened.open(wait.admin());
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

    /* The state may be inconsistent. Nothing more is written, and the next owner restores what is true. */
    private void failed(Throwable failure) {
        clean = false;
        LOG.error("The worker ends: this must not happen, please report it", failure);
        end.countDown();
    }

    private KafkaLedger ledger(StartupCheck startup, Admin admin, WorkerClients clients) {
        LedgerSettings ledgerSettings = WorkerSettings.ledger(settings, startup);
        KafkaRestoration restoration = opened.open(new KafkaRestoration(
                ledgerSettings,
                clients::restore,
                admin,
                opened.thread("metronome-restore").createWorker()));
        return opened.open(new KafkaLedger(
                ledgerSettings,
                settings.topics().names(),
                clients::ledger,
                restoration,
                meters.ledger(),
                clock,
                opened.thread("metronome-ledger").createWorker()));
    }

    /* When the dispatcher cannot say, they count as if they had: nothing is lost by keeping an instance. */
    private static boolean haveWaitingCommands(Pipeline pipeline, Collection<String> instances) {
        try {
            return pipeline.haveWaitingCommands(instances).get(DISPATCHER_SECONDS, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The dispatcher did not say whether commands wait for {} instances", instances.size(), e);
            return true;
        }
    }

    private static Listeners listeners(Meters meters, Scheduler clock) {
        return new Listeners(List.of(meters, new EventLog(() -> clock.now(NANOSECONDS))));
    }

    private Health health() {
        // A hand-over blocks the poll loop for as long as the grace allows. This counts as progress, too.
        return new Health(
                () -> clock.now(NANOSECONDS),
                SILENCE.plus(settings.shutdownGrace()),
                stats,
                List.of(new Health.Beat("poll loop", this::lastRoundNanos)),
                this::joined,
                () -> problems.get());
    }

    private long lastRoundNanos() {
        KafkaIntake reading = intake;
        return reading == null ? clock.now(NANOSECONDS) : reading.lastRoundNanos();
    }

    private boolean joined() {
        KafkaIntake reading = intake;
        return reading != null && reading.joined();
    }

    private AdminServer pages() throws StartException {
        health.waitsFor("the worker looks for Kafka");
        Settings.HttpSettings http = settings.http();
        try {
            AdminServer server = opened.open(
                    new AdminServer(http.host(), http.port(), meters, health, opened.thread("metronome-pages"), tls));
            if (http.probePort() != 0) {
                probes(http, health);
            }
            return server;
        } catch (ChannelBindException taken) {
            opened.close();
            throw StartException.portTaken(http, "port", http.port(), taken);
        }
    }

    private void probes(Settings.HttpSettings http, Health health) throws StartException {
        try {
            opened.open(AdminServer.probes(http.host(), http.probePort(), health));
        } catch (ChannelBindException taken) {
            opened.close();
            throw StartException.portTaken(http, "probe-port", http.probePort(), taken);
        }
    }

    private static void every(Scheduler thread, Runnable task) {
        thread.schedulePeriodically(task, REFRESH_SECONDS, REFRESH_SECONDS, SECONDS);
    }
}
