package io.metronome.emulator;

import io.metronome.command.Messenger;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One instance as the API knows it. Not safe by itself: whoever touches it holds its monitor. */
final class Account {
    private static final Duration SUSPENSION = Duration.ofHours(1);

    private final EmulatedInstance instance;
    private final EmulatorSettings rules;
    private final AccountSettings settings;
    private final RateLimits limits = new RateLimits();
    private final MonthlyQuota quota = new MonthlyQuota();
    private final Outbox outbox;
    private final MessageIds ids;
    private final CallRecorder witness;
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
            RetentionLimits keeping,
            RandomGenerator random,
            Moment now) {
        this.instance = instance;
        this.rules = rules;
        this.settings = new AccountSettings(instance);
        this.outbox = new Outbox(instance.delay().toNanos(), now);
        this.ids = new MessageIds(instance.messenger(), random);
        this.witness = new CallRecorder(instance.id(), rules.tolerance().toNanos(), keeping);
        this.plan = instance.plan();
    }

    /** Brings everything up to this moment: a restart that is over, messages that are due. Comes before anything else. */
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

    /** Restarts it, and ends a yellow card (GREEN-API docs, page yellowCard: reboot to continue). */
    void reboot(Moment now) {
        state = state == AccountState.YELLOW_CARD ? AccountState.AUTHORIZED : state;
        restart(now, Json.object());
    }

    /** Restarts it, as setSettings and reboot do; the changed settings show when it is back. */
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

    /** Puts it into a state; a restart under way ends. */
    void become(AccountState other, Moment now) {
        state = other;
        suspendedUntil = other == AccountState.SUSPENDED ? now.plus(SUSPENSION) : null;
        if (restarted != null) {
            endRestart(now);
        } else {
            move(now);
        }
    }

    /** MAX's ban for a time, which ends by itself. */
    void suspend(Duration time, Moment now) {
        become(AccountState.SUSPENDED, now);
        suspendedUntil = now.plus(time);
    }

    /** When the suspension ends; null when there is none. */
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

    /** Puts the call's message into the queue; its new id. */
    String enqueue(ApiCall ask) {
        String id = ids.next(ask.at());
        long typing = TimeUnit.MILLISECONDS.toNanos(ask.typingMillis());
        outbox.add(new Outbox.Queued(id, ask.endpoint(), ask.raw(), typing, ask.at()));
        return id;
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

    CallRecorder witness() {
        return witness;
    }

    /** What is answered in this state instead of doing what was asked, or null. */
    @Nullable
    Response refusal(Endpoint endpoint) {
        boolean refused = state() == AccountState.NOT_AUTHORIZED
                && rules.unauthorized() == Unauthorized.REFUSE
                && endpoint.queued();
        return refused ? Response.text(400, "instance is starting or not authorized") : state().refusal(endpoint);
    }

    /** The contacts that it has from now on; null for everyone. */
    void knows(@Nullable Set<String> others) {
        contacts = others;
    }

    boolean knows(String contact) {
        return contacts == null || contacts.contains(contact);
    }

    /** The refusal of a call to that chat by the plan, or null. */
    @Nullable
    Response overQuota(ApiCall ask, String chatId) {
        return plan == Plan.DEVELOPER ? quota.refusal(ask.endpoint(), chatId, ask.at()) : null;
    }

    void subscribe(Plan other) {
        plan = other;
    }

    /** Whether the beta access to the status methods was given. */
    boolean statusesAllowed() {
        return statusesAllowed;
    }

    void allowStatuses(boolean allowed) {
        statusesAllowed = allowed;
    }
}
