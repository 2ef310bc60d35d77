package io.metronome.simulation.worker;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.command.Messenger;
import io.metronome.command.PaceRules;
import io.metronome.command.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instances file of a storm. Operators edit it; each worker reads it again some time later. */
public final class InstancesFile {
    private final Map<String, Instance> all = new LinkedHashMap<>();
    private final Map<String, Instance> named = new LinkedHashMap<>();
    private final Map<String, PaceRules> rules = new LinkedHashMap<>();
    private int tokens;

    /** The instances that one worker has read from it. */
    static final class Copy implements Instances {
        private Map<String, Instance> read = Map.of();

        void read(InstancesFile file) {
            read = new LinkedHashMap<>(file.named);
        }

        @Override
        public @Nullable Instance find(String id) {
            return read.get(id);
        }
    }

    /** The ids of all instances, those that it does not name now included. */
    public List<String> ids() {
        return new ArrayList<>(all.keySet());
    }

    /** Sets its rules for paces, beside the delay, from the next naming of an instance on. */
    public void rules(Map<String, PaceRules> ofPaces) {
        rules.putAll(ofPaces);
    }

    /** Names an instance, or another host for it, with a new token. */
    public void name(String id, String apiUrl) {
        tokens++;
        PaceRules own = rules.getOrDefault(id, PaceRules.NONE);
        Instance instance = new Instance(id, apiUrl, new Secret("token" + tokens), Messenger.WHATSAPP, null, own);
        all.put(id, instance);
        named.put(id, instance);
    }

    /** Loses an instance. */
    public void lose(String id) {
        named.remove(id);
    }

    /** Names every instance that it has lost. */
    public void nameAll() {
        named.putAll(all);
    }
}
