package io.metronome.emulator;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * GREEN-API on your own machine, in this process; see {@code metronome emulator} for the command line. All methods may be
 * called from any thread but an event loop's.
 */
public final class Emulator implements AutoCloseable {
    private final EmulatorSettings settings;
    private final Accounts accounts;
    private final Faults faults = new Faults();
    private final Supplier<Moment> now;
    private final EmulatorServer door;

    private Emulator(EmulatorSettings settings, Scheduler time, InstantSource calendar, RandomGenerator random) {
        this.settings = settings;
        this.now = () -> new Moment(time.now(TimeUnit.NANOSECONDS), calendar.millis());
        this.accounts = new Accounts(settings, random, now.get());
        this.door = new EmulatorServer(
                settings, new ApiHandler(accounts), new Control(accounts, faults), faults, time, now);
    }

    /**
     * Opens the port and answers until it is closed.
     *
     * @param time the monotonic clock, and what waits for delayed answers
     * @param random where the messages' ids come from
     * @throws reactor.netty.ChannelBindException when the port is taken
     */
    public static Emulator start(
            EmulatorSettings settings, Scheduler time, InstantSource calendar, RandomGenerator random) {
        return new Emulator(settings, time, calendar, random);
    }

    /** The port that is open. */
    public int port() {
        return door.port();
    }

    /** What goes into an instance's {@code api-url}; without a trailing slash. */
    public URI url() {
        String host = settings.host().equals("0.0.0.0") ? "localhost" : settings.host();
        return URI.create("http://" + host + ":" + port());
    }

    /** The instances it was started with, their tokens among them. */
    public List<EmulatedInstance> instances() {
        return settings.instances();
    }

    /** What the judge has seen so far. */
    public Report report() {
        return ReportBuilder.report(accounts.all(), now.get());
    }

    /** All calls that are remembered (200,000, the newest of each instance), in the order of arrival. */
    public List<RecordedCall> calls() {
        return Control.calls(accounts, null);
    }

    /** The calls of one instance in the order of arrival. */
    public List<RecordedCall> calls(String idInstance) {
        return Control.calls(accounts, idInstance);
    }

    /** What has left an instance's queue by now, the last 1,000 messages. */
    public List<QueueDeparture> journal(String idInstance) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.settle(now.get());
            return account.outbox().journal();
        }
    }

    /** Does mischief to calls that arrive from now on. */
    public void fault(Fault fault) {
        faults.add(fault);
    }

    /** Forgets the mischief that has not been done yet. */
    public void clearFaults() {
        faults.clear();
    }

    /** The state that getStateInstance would answer. */
    public AccountState state(String idInstance) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.settle(now.get());
            return account.state();
        }
    }

    /** Puts an instance into a state, ending a restart that is under way. */
    public void state(String idInstance, AccountState state) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.settle(now.get());
            account.become(state, now.get());
        }
    }

    /** MAX's ban for a time: sends are refused, and getAccountSettings says until when. */
    public void suspend(String idInstance, Duration time) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.settle(now.get());
            account.suspend(time, now.get());
        }
    }

    /** Puts an instance on a plan, with its quotas or without. */
    public void plan(String idInstance, Plan plan) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.subscribe(plan);
        }
    }

    /** The contacts that a MAX instance has, and may send; null for everyone. */
    public void contacts(String idInstance, @Nullable Set<String> contacts) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.knows(contacts == null ? null : Set.copyOf(contacts));
        }
    }

    /** Gives or takes the beta access that the status methods need. */
    public void allowStatuses(String idInstance, boolean allowed) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.allowStatuses(allowed);
        }
    }

    /** Closes the port and every connection; calls under way stay without an answer. */
    @Override
    public void close() {
        door.close();
    }
}
