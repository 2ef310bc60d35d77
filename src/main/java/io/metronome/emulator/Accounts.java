package io.metronome.emulator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All emulated instances, in the order of the settings. */
final class Accounts {
    private final Map<String, Account> byId = new LinkedHashMap<>();

    Accounts(EmulatorSettings settings, RandomGenerator random, Moment now) {
        RetentionLimits retention = new RetentionLimits();
        for (EmulatedInstance each : settings.instances()) {
            RandomGenerator own = new SplittableRandom(random.nextLong());
            if (byId.put(each.id(), new Account(each, settings, retention, own, now)) != null) {
                throw new IllegalArgumentException("instance " + each.id() + " is configured twice");
            }
        }
    }

    @Nullable
    Account find(String id) {
        return byId.get(id);
    }

    Account get(String id) {
        Account account = byId.get(id);
        if (account == null) {
            throw new IllegalArgumentException("no instance " + id);
        }
        return account;
    }

    Collection<Account> all() {
        return byId.values();
    }
}
