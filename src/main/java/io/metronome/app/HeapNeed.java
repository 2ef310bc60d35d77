package io.metronome.app;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.metronome.config.Settings;
import io.metronome.delivery.Api;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The heap that a worker needs when everything is at its bound. With less it would run out of memory in the middle of a
 * campaign, and so would the next owner of its partitions. All in bytes.
 *
 * @param pending intake.max-pending-bytes, as it is configured
 * @param commands what they take on this heap
 * @param answers answers of the API: each as it comes, and once more as it is kept
 * @param rest what is fetched and polled, a checkpoint under way, a restore, the instances, the last ends, and the
 *     worker itself
 */
record HeapNeed(long pending, long commands, long answers, long rest) {
    private static final int MB = 20;

    private static final int COPIES_OF_ANSWER = 2;
    private static final long FETCHED = 32L << MB;
    private static final long POLLED = 32L << MB;
    /* Twenty thousand commands, their replies and their records for the ledger. */
    private static final long CHECKPOINT = 48L << MB;
    /* All partitions together may go so far beyond the bound. */
    private static final long BEYOND = 16L << MB;
    private static final long WORKER = 32L << MB;
    /* How the last 50,000 commands ended, for the admin API. */
    private static final long ENDED = 11L << MB;
    /* Large records that are polled, written and restored. */
    private static final int RECORDS = 4;
    private static final long INSTANCE = 1 << 10;

    /* The collector needs room to work. */
    private static final int HEAP_PARTS = 10;
    private static final int USED_PARTS = 9;

    /* Without compressed references objects are larger than those that the worker counts. */
    private static final double WIDE = 1.5;

    /**
     * The need of a worker with those settings.
     *
     * @param instances how many the instances file names
     * @param isCompressed whether the JVM compresses references: not with ZGC, and not with a heap of 32 GB or more
     */
    static HeapNeed of(Settings settings, int instances, boolean isCompressed) {
        long pending = settings.intake().maxPendingBytes();
        long answers = (long) COPIES_OF_ANSWER
                * Api.MOST_ANSWER_BYTES
                * settings.delivery().maxInFlight();
        long records = (long) RECORDS * settings.intake().maxRecordBytes();
        return new HeapNeed(
                pending,
                isCompressed ? pending : (long) (WIDE * pending),
                answers,
                FETCHED + POLLED + CHECKPOINT + BEYOND + WORKER + ENDED + records + INSTANCE * instances);
    }

    /** One line if the heap of this JVM is too small; it says what to set. */
    static List<String> problems(ConfigOption.Everything everything) {
        HeapNeed need = of(everything.settings(), everything.instances().all().size(), isCompressed());
        return need.problems(Runtime.getRuntime().maxMemory());
    }

    /** The sentence for a heap that is large enough. */
    static String enough(Settings settings, int instances) {
        return "the heap has " + (Runtime.getRuntime().maxMemory() >> MB) + " MB, and the configuration needs "
                + up(of(settings, instances, isCompressed()).heap()) + " MB";
    }

    /** The bytes that this JVM's heap has room for beside all the rest, counted as commands are. */
    static long roomForCommands(Settings settings, int instances) {
        HeapNeed need = of(settings, instances, isCompressed());
        return Math.max(0, need.room(Runtime.getRuntime().maxMemory()));
    }

    private long room(long heap) {
        return (long) ((heap / HEAP_PARTS * USED_PARTS - answers - rest) * ((double) pending / commands));
    }

    /** The least heap that is enough. */
    long heap() {
        return (commands + answers + rest) / USED_PARTS * HEAP_PARTS;
    }

    /** One line if that heap is too small; it says what to set. */
    List<String> problems(long heap) {
        return heap >= heap()
                ? List.of()
                : List.of("metronome.intake.max-pending-bytes: found " + (pending >> MB) + "MB, which needs a heap of "
                        + up(heap()) + " MB, and this JVM's heap has " + (heap >> MB) + " MB. The need is "
                        + up(commands) + " MB for commands, " + up(answers) + " MB for answers to"
                        + " delivery.max-in-flight calls, " + up(rest)
                        + " MB for reading, checkpoints, instances and the worker itself, and a tenth of the heap for"
                        + " the collector; mend it with: "
                        + lower(heap) + "JAVA_TOOL_OPTIONS=-Xmx" + up(heap()) + "m, or more memory for the container");
    }

    private String lower(long heap) {
        long room = room(heap);
        return room >> MB < 1 ? "" : "max-pending-bytes of at most " + (room >> MB) + "MB, or ";
    }

    private static long up(long bytes) {
        return (bytes + (1 << MB) - 1) >> MB;
    }

    private static boolean isCompressed() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return jvm == null
                || Boolean.parseBoolean(jvm.getVMOption("UseCompressedOops").getValue());
    }
}
