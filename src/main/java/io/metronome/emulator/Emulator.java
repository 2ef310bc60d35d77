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
 * An emulator of GREEN-API in this process; {@code metronome emulator} is its command line. All methods may be called
 * from any thread that is not an event loop.
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
     * @param time the monotonic clock, which also runs delayed answers
     * @param random the source of message ids
     * @throws reactor.netty.ChannelBindException when the port is in use
     */
    public static Emulator start(
            EmulatorSettings settings, Scheduler time, InstantSource calendar, RandomGenerator random) {
        return new Emulator(settings, time, calendar, random);
    }

    /** The port that the emulator listens on. */
    public int port() {
        return door.port();
    }

    /** The value for the {@code api-url} of an instance, without a trailing slash. */
    public URI url() {
        String host = settings.host().equals("0.0.0.0") ? "localhost" : settings.host();
        return URI.create("http://" + host + ":" + port());
    }

    /** The instances of the settings, with their tokens. */
    public List<EmulatedInstance> instances() {
        return settings.instances();
    }

    /** The report on all calls so far. */
    public Report report() {
        return ReportBuilder.report(accounts.all(), now.get());
    }

    /** The calls that are kept (at most 200,000, the newest of each instance), in the order of arrival. */
    public List<RecordedCall> calls() {
        return Control.calls(accounts, null);
    }

    /** The calls of one instance that are kept, in the order of arrival. */
    public List<RecordedCall> calls(String idInstance) {
        return Control.calls(accounts, idInstance);
    }

    /** The last 1,000 messages that have left an instance's queue. */
    public List<QueueDeparture> journal(String idInstance) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.settle(now.get());
            return account.outbox().journal();
        }
    }

    /** Injects a fault into calls that arrive from now on. */
    public void fault(Fault fault) {
        faults.add(fault);
    }

    /** Removes the faults that have not been used yet. */
    public void clearFaults() {
        faults.clear();
    }

    /** The state of an instance, as getStateInstance answers it. */
    public AccountState state(String idInstance) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.settle(now.get());
            return account.state();
        }
    }

    /** Sets the state of an instance, and ends a restart that is under way. */
    public void state(String idInstance, AccountState state) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.settle(now.get());
            account.become(state, now.get());
        }
    }

    /** Suspends an instance as MAX does: messages are refused, and getAccountSettings says until when. */
    public void suspend(String idInstance, Duration time) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.settle(now.get());
            account.suspend(time, now.get());
        }
    }

    /** Sets the plan of an instance. */
    public void plan(String idInstance, Plan plan) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.subscribe(plan);
        }
    }

    /** Sets the contacts that a MAX instance may send; null for all. */
    public void contacts(String idInstance, @Nullable Set<String> contacts) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.knows(contacts == null ? null : Set.copyOf(contacts));
        }
    }

    /** Grants or removes the beta access that the status methods need. */
    public void allowStatuses(String idInstance, boolean allowed) {
        Account account = accounts.get(idInstance);
        synchronized (account) {
            account.allowStatuses(allowed);
        }
    }

    /** Closes the port and every connection. Calls under way get no answer. */
    @Override
    public void close() {
        door.close();
    }
}
