package io.metronome.config;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of the instances file, kept up to date. Any thread can look an instance up, and needs no lock. One
 * thread calls {@link #refresh()} every few seconds.
 */
public final class InstancesFile implements Instances {
    private static final Logger LOG = LoggerFactory.getLogger(InstancesFile.class);

    private final Path file;
    private final Map<String, String> environment;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, Instance> instances;
    private volatile List<String> notes = List.of();
    private @Nullable Stamp stamp;

    /** The file has changed when its time or its size has. */
    private record Stamp(FileTime modified, long size) {}

    /** The result of opening a file. */
    public sealed interface Opened {

        /** The file has no mistakes. */
        record Good(InstancesFile file) implements Opened {}

        /** The file has mistakes; one line for each. */
        record Bad(List<String> problems) implements Opened {}
    }

    private InstancesFile(Path file, Map<String, String> environment, Map<String, Instance> first) {
        this.file = file;
        this.environment = environment;
        this.instances = first;
    }

    /**
     * Reads the file for the first time.
     *
     * @param environment the variables for references such as <code>${VAR}</code>
     */
    public static Opened open(Path file, Map<String, String> environment) {
        Stamp stamp = stamp(file);
        return switch (InstancesReader.read(file, environment, null)) {
            case InstancesRead.Bad bad -> new Opened.Bad(bad.problems());
            case InstancesRead.Good good -> {
                InstancesFile opened = new InstancesFile(file, environment, good.instances());
                opened.notes = good.notes();
                opened.stamp = stamp;
                yield new Opened.Good(opened);
            }
        };
    }

    @Override
    public @Nullable Instance find(String id) {
        return instances.get(id);
    }

    /** All of them, in the order of the file. */
    public Collection<Instance> all() {
        return instances.values();
    }

    /** What people should know of a file without mistakes, one line each. */
    public List<String> notes() {
        return notes;
    }

    /** Adds a listener, which is called on the refreshing thread after each change of the instances. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Reads the file again when its time or size has changed. Where the file is broken or missing, this logs its
     * mistakes once and keeps the instances.
     *
     * @return whether the instances changed
     */
    public boolean refresh() {
        Stamp now = stamp(file);
        if (now == null ? stamp == null : now.equals(stamp)) {
            return false;
        }
        stamp = now;
        return switch (InstancesReader.read(file, environment, null)) {
            case InstancesRead.Bad bad -> {
                LOG.error(
                        "The worker keeps its instances, because the instances file has mistakes:\n{}",
                        String.join("\n", bad.problems()));
                yield false;
            }
            case InstancesRead.Good good -> {
                if (!good.notes().equals(notes)) {
                    good.notes().forEach(LOG::warn);
                    notes = good.notes();
                }
                yield take(good.instances());
            }
        };
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

    /* Asked before the file is read, so that the next refresh sees a change in between. */
    private static @Nullable Stamp stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size());
        } catch (IOException gone) {
            return null;
        }
    }
}
