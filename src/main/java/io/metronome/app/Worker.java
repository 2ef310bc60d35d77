package io.metronome.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Catalogue;
import io.metronome.command.Priority;
import io.metronome.config.InstancesFile;
import io.metronome.config.Settings;
import io.metronome.delivery.HttpApi;
import io.metronome.dispatch.Pipeline;
import io.metronome.dispatch.PipelineStats;
import io.metronome.dispatch.Time;
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
import io.metronome.observe.ServerTls;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;

/** A running worker. Makes every part in the order of their dependencies, and closes them in reverse order. */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int REFRESH_SECONDS = 5;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final KafkaIntake intake;
    private final AdminServer pages;
    private volatile boolean clean = true;

    private Worker(
            Settings settings, InstancesFile instances, StartupCheck ground, Admin admin, @Nullable ServerTls tls)
            throws StartException {
        open(admin);
        Scheduler clock = thread("metronome-timer");
        Scheduler housekeeping = thread("metronome-housekeeping");
        Time time = new Time(clock, InstantSource.system());
        PipelineStats tally = new PipelineStats();
        Meters meters = open(new Meters(Catalogue.methods(), tally, Version.number()));
        meters.bind(WorkerSettings.limits(settings));
        meters.bind(new InstancesFileMeters(() -> instances.all().size(), instances::isGood));
        meters.bind(new CertificateMeter(tls == null ? null : tls::notAfter));
        ClientMeters clientMeters =
                open(new ClientMeters(meters, settings.topics().names()));
        WorkerClients clients = new WorkerClients(settings.kafka(), clientMeters);
        HttpApi api = open(new HttpApi(WorkerSettings.api(settings), clock, InstantSource.system(), meters.traffic()));
        ReplyTopics replyTopics = new ReplyTopics(admin, settings.replies().allowedTopics());
        replyTopics.refresh();
        KafkaLedger ledger = ledger(settings, ground, admin, clients, clock);
        Pipeline pipeline = new Pipeline(
                WorkerSettings.dispatch(settings, ground),
                WorkerSettings.ports(settings, instances, replyTopics, api, ledger, listeners(meters, clock)),
                tally,
                thread("metronome-dispatcher").createWorker(),
                time,
                this::failed);
        intake = new KafkaIntake(
                clients.intake(),
                settings.topics().commands(),
                pipeline.arrivals(),
                (member, owned) -> ledger.standing(new GroupMembership(member, owned)),
                settings.shutdownGrace(),
                clock);
        pages = pages(settings, meters, tally, clock, tls);
        pipeline.start(intake);
        instances.onChange(pipeline::instancesChanged);
        instances.guard(settings.instances().shrink(), id -> hasWaitingCommands(tally));
        housekeeping.schedulePeriodically(
                () -> instances.refresh(clock.now(NANOSECONDS)), REFRESH_SECONDS, REFRESH_SECONDS, SECONDS);
        if (tls != null) {
            housekeeping.schedulePeriodically(tls::refresh, REFRESH_SECONDS, REFRESH_SECONDS, SECONDS);
        }
        if (!settings.replies().allowedTopics().isEmpty()) {
            Scheduler lookups = thread("metronome-lookups");
            lookups.schedulePeriodically(replyTopics::refresh, REFRESH_SECONDS, REFRESH_SECONDS, SECONDS);
        }
        Thread poll = new Thread(this::poll, "metronome-poll");
        poll.setDaemon(true);
        poll.start();
    }

    /**
     * Starts a worker, which then works on its own threads.
     *
     * @throws StartException when Kafka cannot be reached, the topics do not fit, or the certificate of the pages
     *     cannot be used
     */
    public static Worker start(Settings settings, InstancesFile instances) throws StartException {
        ServerTls tls = PagesTls.open(settings.http());
        try {
            Admin admin = Clients.admin(settings.kafka());
            try {
                StartupCheck ground = StartupCheck.survey(admin, settings);
                return new Worker(settings, instances, ground, admin, tls);
            } catch (StartException | RuntimeException e) {
                admin.close(Duration.ZERO);
                throw e;
            }
        } catch (InterruptedException e) {
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
        intake.stop();
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
        letGo();
    }

    private void letGo() {
        while (!opened.isEmpty()) {
            try {
                opened.removeLast().close();
            } catch (Exception e) {
                LOG.warn("A part of the worker could not be closed", e);
            }
        }
    }

    private void poll() {
        try {
            intake.run();
            LOG.info("All partitions are handed over");
        } catch (RuntimeException e) {
            clean = false;
            LOG.error("The worker ends without a clean hand-over", e);
        }
        end.countDown();
    }

    /* The state may be inconsistent. Nothing more is written, and the next owner restores what is true. */
    private void failed(Throwable failure) {
        clean = false;
        LOG.error("The worker ends: this must not happen, please report it", failure);
        end.countDown();
    }

    private KafkaLedger ledger(
            Settings settings, StartupCheck ground, Admin admin, WorkerClients clients, Scheduler clock) {
        LedgerSettings about = WorkerSettings.ledger(settings, ground);
        KafkaRestoration restoration = open(new KafkaRestoration(
                about, clients::restore, admin, thread("metronome-restore").createWorker()));
        return open(new KafkaLedger(
                about,
                settings.topics().names(),
                clients::ledger,
                restoration,
                clock,
                thread("metronome-ledger").createWorker()));
    }

    /* Of any instance: nothing here knows yet of which. */
    private static boolean hasWaitingCommands(PipelineStats tally) {
        return Arrays.stream(Priority.values()).anyMatch(priority -> tally.pending(priority) > 0);
    }

    private static Listeners listeners(Meters meters, Scheduler clock) {
        return new Listeners(List.of(meters, new EventLog(() -> clock.now(NANOSECONDS))));
    }

    private AdminServer pages(
            Settings settings, Meters meters, PipelineStats tally, Scheduler clock, @Nullable ServerTls tls)
            throws StartException {
        // A hand-over blocks the poll loop for as long as the grace allows. This counts as progress, too.
        Health health = new Health(
                () -> clock.now(NANOSECONDS),
                SILENCE.plus(settings.shutdownGrace()),
                tally,
                List.of(new Health.Beat("poll loop", intake::lastRoundNanos)),
                intake::joined);
        Settings.Http http = settings.http();
        try {
            return open(new AdminServer(http.host(), http.port(), meters, health, thread("metronome-pages"), tls));
        } catch (ChannelBindException taken) {
            letGo();
            throw StartException.portTaken(http, taken);
        }
    }

    private Scheduler thread(String name) {
        Scheduler scheduler = Schedulers.newSingle(name, true);
        open((AutoCloseable) scheduler::dispose);
        return scheduler;
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.addLast(resource);
        return resource;
    }
}
