package io.metronome.app;

import io.metronome.command.Instance;
import io.metronome.delivery.Api;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import java.util.ArrayList;
import java.util.List;

/** Asks the state of a few instances: one question for each, so no rate limit is in danger. */
final class StateSample {
    private static final String ABOUT = "instance";

    private StateSample() {}

    /** So many of them, spread evenly over the list. */
    static List<Instance> of(List<Instance> all, int count) {
        int size = Math.min(count, all.size());
        List<Instance> chosen = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            chosen.add(all.get((int) ((long) i * all.size() / size)));
        }
        return chosen;
    }

    /** Asks, and waits for the answer. */
    static Finding ask(Api api, Instance instance) {
        InstanceState state = api.readState(instance).blockOptional().orElseThrow();
        return finding(instance.id(), state);
    }

    /** The meaning of a state for the commands of an instance. */
    static Finding finding(String id, InstanceState state) {
        return switch (state) {
            case InstanceState.Authorized works -> Finding.ok(ABOUT, id + " is authorized");
            case InstanceState.Held held -> {
                String text = id + " sends nothing, " + held.reason().label() + ": " + held.detail();
                boolean isOurs = held.reason() == HoldReason.TOKEN_REFUSED || held.reason() == HoldReason.FORBIDDEN;
                yield isOurs
                        ? Finding.failed(ABOUT, text, mend(held.reason()))
                        : Finding.warning(ABOUT, text, mend(held.reason()));
            }
            case InstanceState.Unread unread ->
                Finding.failed(
                        ABOUT,
                        "the state of " + id + " cannot be read: " + unread.detail(),
                        "another try, and the API's own status page where it fails again");
        };
    }

    private static String mend(HoldReason reason) {
        return switch (reason) {
            case TOKEN_REFUSED -> "its token in the instances file, which the console of GREEN-API shows";
            case FORBIDDEN -> "its id and api-url in the instances file, which the console of GREEN-API shows";
            case NOT_AUTHORIZED, PENDING_PASSWORD -> "a login of its phone, in the console of GREEN-API";
            case EXPIRED, DELETED, QUOTA -> "its plan, in the console of GREEN-API";
            case STARTING -> "another look in a minute";
            case BLOCKED, YELLOW_CARD, SUSPENDED, OTHER ->
                "patience, fewer and better messages, or another account; the console of GREEN-API says more";
        };
    }
}
