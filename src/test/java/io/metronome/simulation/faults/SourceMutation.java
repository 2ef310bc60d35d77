package io.metronome.simulation.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A fault that metronome once had, put back: some words of one source file are replaced. Nothing of metronome itself has a
 * switch for that.
 *
 * @param name in a few words, what is wrong with it
 * @param type the name of the class below {@code io.metronome}
 * @param words what is replaced; they must stand in the source exactly once
 * @param by what replaces them
 */
public record SourceMutation(String name, String type, String words, String by) {
    private static final Path SOURCES = Path.of("src/main/java/io/metronome");

    /** Every fault that a storm shows. */
    public static final List<SourceMutation> ALL = List.of(
            new SourceMutation(
                    "moments of a lost partition are kept",
                    "dispatch.Dispatcher",
                    "        timers.forget(partition);\n",
                    ""),
            new SourceMutation(
                    "an Error ends a checkpoint without a word",
                    "ledger.KafkaLedger",
                    "        } catch (RuntimeException e) {\n            replace(e, sink);\n        }\n    }\n}",
                    "        } catch (RuntimeException e) {\n            replace(e, sink);\n        } catch (Error swallowed) {\n        }\n    }\n}"),
            new SourceMutation(
                    "a departure stays in the ledger when its gap has passed",
                    "dispatch.instance.LaneScheduler",
                    "            Departures.forget(lane);\n",
                    ""),
            new SourceMutation(
                    "moments of a partition that was lost without a hand-over are kept",
                    "dispatch.Dispatcher",
                    "        close(partition);\n        lanes.gone(partition);\n",
                    "        lanes.gone(partition);\n"),
            new SourceMutation(
                    "a setSettings makes an unknown delay known",
                    "dispatch.instance.SettingsPoller",
                    "lane.pace().atLeast(wantedMillis);",
                    "lane.pace().know(Math.max(wantedMillis, lane.pace().delayMillis()));"),
            new SourceMutation(
                    "the first failure to read a delay is taken for the last",
                    "dispatch.instance.SettingsPoller",
                    "        return passing\n",
                    "        return false && passing\n"),
            new SourceMutation(
                    "an expiry that passes during a call is forgotten",
                    "dispatch.Dispatcher",
                    "            ends.endLate(pending);\n",
                    ""),
            new SourceMutation(
                    "nobody asks about an instance that comes back into the file",
                    "dispatch.instance.LaneScheduler",
                    "        settingsPoller.consider(lane);\n        holds.statePoller().consider(lane.status());\n",
                    ""),
            new SourceMutation(
                    "the place of a body is given away while its command waits",
                    "dispatch.instance.StoredEntry",
                    "            partition().delta().grew(-bodyBytes());\n",
                    "            partition().delta().grew(-bodyBytes());\n            partition().spilled().free(spilledAt);\n"),
            new SourceMutation(
                    "no refusal is the fault of the record",
                    "ledger.SendFailure",
                    "return isRefusal ? RECORD : PRODUCER;",
                    "return PRODUCER;"),
            new SourceMutation(
                    "the dispatcher turns only when something happens",
                    "dispatch.Pipeline",
                    "            loop.start(dispatcher.laneScheduler()::beat);\n",
                    ""),
            new SourceMutation(
                    "a setSettings of an instance that the file has lost asks for no delay",
                    "dispatch.instance.SettingsPoller",
                    "wantedMillis > 0 && (instance == null || instance.delay() == null)",
                    "wantedMillis > 0 && instance != null && instance.delay() == null"),
            new SourceMutation(
                    "an Error on the dispatcher's thread is swallowed",
                    "dispatch.loop.DispatcherLoop",
                    "        } catch (RuntimeException | Error e) {\n            broken = true;",
                    "        } catch (Error swallowed) {\n        } catch (RuntimeException e) {\n            broken = true;"),
            new SourceMutation(
                    "a restore that found no room never reads on",
                    "ledger.RestoreReader",
                    "                reader.resume(all);\n",
                    ""),
            new SourceMutation(
                    "a restore waits for a former owner's transaction without end",
                    "ledger.RestoreReader",
                    "Duration ASK = Duration.ofSeconds(1);",
                    "Duration ASK = Duration.ofDays(1);"),
            new SourceMutation(
                    "a command is kept without its value",
                    "ledger.LedgerCodec",
                    "        write(out, commandRecord.value());\n        out.writeInt(commandRecord.headers().size());",
                    "        write(out, new byte[] {'{', '}'});\n        out.writeInt(commandRecord.headers().size());"),
            new SourceMutation(
                    "a block is forgotten while a command in it waits",
                    "dispatch.partition.LedgerBlock",
                    "return live == 0;",
                    "return live <= 1;"));

    /** The mutation of that name. */
    public static Optional<SourceMutation> named(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    public static List<String> names() {
        return ALL.stream().map(SourceMutation::name).toList();
    }

    /** The path of its source, below the folder of the project. */
    Path file() {
        return SOURCES.resolve(type.replace('.', '/') + ".java");
    }

    /** The name of its class. */
    String className() {
        return "io.metronome." + type;
    }

    /**
     * The source with the fault.
     *
     * @throws IllegalStateException when the words do not stand there exactly once: the source has changed
     */
    String source() {
        try {
            String source = Files.readString(file());
            int at = source.indexOf(words);
            if (at < 0 || source.indexOf(words, at + 1) >= 0) {
                throw new IllegalStateException(
                        "'" + name + "': these words must stand in " + file() + " exactly once: " + words.strip());
            }
            return source.replace(words, by);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
