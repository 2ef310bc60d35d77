package io.metronome.config;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of the instances file, kept up to date. Any thread can look an instance up, and needs no lock. One
 * thread calls {@link #refresh} every few seconds.
 */
public final class InstancesFile implements Instances {
    private static final Logger LOG = LoggerFactory.getLogger(InstancesFile.class);
    private static final int NAMED = 10;

    private final Path file;
    private final Map<String, String> environment;
    private final InstancesReader.ApiUrlRules rules;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, Instance> instances;
    private volatile String trouble = "";
    private LossGuard guard = new LossGuard(false, ids -> true);
    private List<InstanceSources.Stamp> stamps = List.of();
    private volatile List<String> notes = List.of();

    /** The result of opening a file. */
    public sealed interface Opened {

        /** The file has no mistakes. */
        record Good(InstancesFile file) implements Opened {}

        /** The file has mistakes; one line for each. */
        record Bad(List<String> problems) implements Opened {}
    }

    private InstancesFile(
            Path file,
            Map<String, String> environment,
            InstancesReader.ApiUrlRules rules,
            Map<String, Instance> first) {
        this.file = file;
        this.environment = environment;
        this.rules = rules;
        this.instances = first;
    }

    /**
     * Reads the file for the first time.
     *
     * @param environment the variables for references such as <code>${VAR}</code>
     */
    public static Opened open(Path file, Map<String, String> environment) {
        return open(file, environment, false);
    }

    /**
     * Reads the file for the first time.
     *
     * @param environment the variables for references such as <code>${VAR}</code>
     * @param allowHttp whether an api-url with http:// may be of any host
     */
    public static Opened open(Path file, Map<String, String> environment, boolean allowHttp) {
        InstancesReader.ApiUrlRules rules = new InstancesReader.ApiUrlRules(null, allowHttp);
        // Asked before the file is read, so that the next refresh sees a change in between.
        List<InstanceSources.Stamp> stamps = new InstanceSources(file).stamps();
        return switch (InstancesReader.read(file, environment, rules)) {
            case InstancesRead.Bad bad -> new Opened.Bad(bad.problems());
            case InstancesRead.Good good -> {
                InstancesFile opened = new InstancesFile(file, environment, rules, good.instances());
                opened.notes = good.notes();
                opened.stamps = stamps;
                yield new Opened.Good(opened);
            }
        };
    }

    /**
     * Says what a reload may lose. Without this call each lost instance counts as one with waiting commands. Call it
     * before the first refresh.
     *
     * @param waiting whether commands of one of the instances with those ids wait here; called on the refreshing thread
     */
    public void guard(Settings.Shrink shrink, Predicate<Collection<String>> waiting) {
        guard = new LossGuard(shrink == Settings.Shrink.ALLOW, waiting);
    }

    @Override
    public @Nullable Instance find(String id) {
        return instances.get(id);
    }

    /** All of them, in the order of the file. */
    @Override
    public Collection<Instance> all() {
        return instances.values();
    }

    /** Whether the last look at the file found no mistake and no loss that does not count yet. Any thread may ask. */
    public boolean isGood() {
        return trouble.isEmpty();
    }

    /** Why the file does not count as it is, for people; empty while it does. Any thread may ask. */
    public String trouble() {
        return trouble;
    }

    /** Hints for people about a file without mistakes, one line each. */
    public List<String> notes() {
        return notes;
    }

    /** Adds a listener, which is called on the refreshing thread after each change of the instances. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Reads the file again when its time or size has changed, or when it lost instances. Where the file is broken or
     * missing, this logs its mistakes once and keeps the instances.
     *
     * @param nowNanos monotonic time
     * @return whether the instances changed
     */
    public boolean refresh(long nowNanos) {
        List<InstanceSources.Stamp> now = new InstanceSources(file).stamps();
        boolean isSame = now.equals(stamps);
        Map<String, Instance> pending = guard.pending();
        if (isSame && !guard.wantsAnotherLook(nowNanos)) {
            return pending != null && judge(pending, false, nowNanos);
        }
        stamps = now;
        return switch (InstancesReader.read(file, environment, rules)) {
            case InstancesRead.Bad bad -> {
                trouble = "The instances file has mistakes, which the log names: the instances that were known stay";
                guard.reset();
                LOG.error(
                        "The worker keeps its instances, because the instances file has mistakes:\n{}",
                        String.join("\n", bad.problems()));
                yield false;
            }
            case InstancesRead.Good read -> {
                tell(read.notes());
                yield judge(read.instances(), true, nowNanos);
            }
        };
    }

    private boolean judge(Map<String, Instance> read, boolean fresh, long nowNanos) {
        LossGuard.Judgment judgment = guard.judge(instances, read, fresh, nowNanos);
        if (judgment == LossGuard.Judgment.LOOK_AGAIN) {
            return false;
        }
        if (judgment == LossGuard.Judgment.ACCEPT) {
            trouble = "";
            return take(read);
        }
        if (fresh) {
            tellLoss(LossGuard.lost(instances, read));
        }
        trouble = "The instances file lacks " + LossGuard.lost(instances, read).size() + " of " + instances.size()
                + " instances: they stay for 10 minutes, and after that their commands end";
        return false;
    }

    private void tell(List<String> said) {
        if (!said.equals(notes)) {
            said.forEach(LOG::warn);
            notes = said;
        }
    }

    private void tellLoss(List<String> lost) {
        LOG.error(
                "{} lacks {} of {} instances: {}{}. The worker keeps them, because their commands would end. It removes"
                        + " them when the file still lacks them after 10 minutes, or at once with instances.shrink: allow",
                file,
                lost.size(),
                instances.size(),
                String.join(", ", lost.subList(0, Math.min(NAMED, lost.size()))),
                lost.size() > NAMED ? " and others" : "");
    }

    private boolean take(Map<String, Instance> read) {
        if (read.equals(instances)) {
            return false;
        }
        LOG.info("Read {} instances from {}; before, there were {}", read.size(), file, instances.size());
        instances = read;
        listeners.forEach(Runnable::run);
        return true;
    }
}
