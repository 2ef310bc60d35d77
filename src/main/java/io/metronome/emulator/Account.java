package io.metronome.emulator;

import io.metronome.command.Messenger;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One instance of the API. Not thread-safe: callers must hold its monitor. */
final class Account {
    private static final Duration SUSPENSION = Duration.ofHours(1);

    private final EmulatedInstance instance;
    private final EmulatorSettings rules;
    private final AccountSettings settings;
    private final RateLimits limits;
    private final MonthlyQuota quota = new MonthlyQuota();
    private final Outbox outbox;
    private final MessageIds ids;
    private final CallRecorder recorder;
    private AccountState state = AccountState.AUTHORIZED;
    private Plan plan;
    private boolean statusesAllowed = true;
    private @Nullable Moment restarted;
    private @Nullable Moment suspendedUntil;
    private @Nullable Set<String> contacts;
    private ObjectNode pending = Json.object();

    Account(
            EmulatedInstance instance,
            EmulatorSettings rules,
            RetentionLimits retention,
            RandomGenerator random,
            Moment now) {
        this.instance = instance;
        this.rules = rules;
        this.settings = new AccountSettings(instance);
        this.limits = new RateLimits(instance.messenger());
        this.outbox = new Outbox(instance.delay().toNanos(), now);
        this.ids = new MessageIds(instance.messenger(), random);
        this.recorder = new CallRecorder(instance.id(), rules.tolerance().toNanos(), retention);
        this.plan = instance.plan();
    }

    /** Ends what has ended by this moment: a restart, a suspension, the wait of messages. Must be called first. */
    void settle(Moment now) {
        Moment over = restarted;
        if (over != null && now.nanos() - over.nanos() >= 0) {
            endRestart(over);
        }
        Moment free = suspendedUntil;
        if (free != null && now.nanos() - free.nanos() >= 0) {
            become(AccountState.AUTHORIZED, free);
        }
        outbox.settle(now);
    }

    /** Restarts the instance and ends a yellow card (GREEN-API docs, page yellowCard: reboot to continue). */
    void reboot(Moment now) {
        state = state == AccountState.YELLOW_CARD ? AccountState.AUTHORIZED : state;
        restart(now, Json.object());
    }

    /** Restarts the instance, as setSettings and reboot do. The changed settings show when the restart is over. */
    void restart(Moment now, JsonNode change) {
        change.properties().forEach(field -> pending.set(field.getKey(), field.getValue()));
        Duration time = rules.restartTime();
        restarted = now.plus(time);
        outbox.hold(now);
        settle(now);
    }

    private void endRestart(Moment at) {
        restarted = null;
        outbox.settle(at);
        settings.merge(pending);
        pending = Json.object();
        outbox.pace(delayNanos(), at);
        move(at);
    }

    /** Sets the state, and ends a restart that is under way. */
    void become(AccountState other, Moment now) {
        state = other;
        suspendedUntil = other == AccountState.SUSPENDED ? now.plus(SUSPENSION) : null;
        if (restarted != null) {
            endRestart(now);
        } else {
            move(now);
        }
    }

    /** Suspends the instance for a time, as MAX does. */
    void suspend(Duration time, Moment now) {
        become(AccountState.SUSPENDED, now);
        suspendedUntil = now.plus(time);
    }

    /** The end of the suspension; null when there is none. */
    @Nullable
    Moment suspendedUntil() {
        return suspendedUntil;
    }

    private void move(Moment now) {
        if (state == AccountState.AUTHORIZED) {
            outbox.release(now);
        } else {
            outbox.hold(now);
        }
    }

    AccountState state() {
        return restarted != null ? AccountState.STARTING : state;
    }

    /** Puts the call's message into the queue, and returns the message's new id. */
    String enqueue(ApiCall ask) {
        String id = nextId(ask);
        long typing = TimeUnit.MILLISECONDS.toNanos(ask.typingMillis());
        outbox.add(new Outbox.Queued(id, ask.method(), ask.raw(), typing, ask.at()));
        return id;
    }

    /** An id that no other message has. */
    String nextId(ApiCall ask) {
        return ids.next(ask.at());
    }

    long delayNanos() {
        return TimeUnit.MILLISECONDS.toNanos(settings.delayMillis());
    }

    boolean opensFor(String token) {
        return instance.token().reveal().equals(Route.segment(token));
    }

    Messenger messenger() {
        return instance.messenger();
    }

    EmulatedInstance instance() {
        return instance;
    }

    EmulatorSettings rules() {
        return rules;
    }

    AccountSettings settings() {
        return settings;
    }

    RateLimits limits() {
        return limits;
    }

    Outbox outbox() {
        return outbox;
    }

    CallRecorder recorder() {
        return recorder;
    }

    /** The refusal of a call in this state, or null when the call is allowed. */
    @Nullable
    Response refusal(ApiMethod method) {
        boolean refused = state() == AccountState.NOT_AUTHORIZED
                && rules.unauthorized() == Unauthorized.REFUSE
                && method.queued();
        return refused ? Response.text(400, "instance is starting or not authorized") : state().refusal(method);
    }

    /** Sets the contacts of the instance; null for all. */
    void knows(@Nullable Set<String> others) {
        contacts = others;
    }

    boolean knows(String contact) {
        return contacts == null || contacts.contains(contact);
    }

    /** The refusal of a call to that chat by the plan, or null when the call is allowed. */
    @Nullable
    Response overQuota(ApiCall ask, String chatId) {
        return plan == Plan.DEVELOPER ? quota.refusal(ask.method(), chatId, ask.at()) : null;
    }

    void subscribe(Plan other) {
        plan = other;
    }

    /** Returns true if the instance has the beta access to the status methods. */
    boolean statusesAllowed() {
        return statusesAllowed;
    }

    void allowStatuses(boolean allowed) {
        statusesAllowed = allowed;
    }
}
