package io.metronome.dispatch.instance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands of one partition that wait for their {@code notBefore} outside their lanes, by instance. A command that
 * left stays in the list of its instance until it is one of many.
 */
final class PostponedCommands {
    private static final int FEW = 16;

    private final Map<String, InstanceList> byInstance = new LinkedHashMap<>();

    private static final class InstanceList {
        private final List<PendingCommand> commands = new ArrayList<>(1);
        /* The moments that they wait for, at the same places. */
        private long[] moments = new long[1];
        private int live;

        private void add(PendingCommand pending, long notBefore) {
            int place = commands.size();
            if (place == moments.length) {
                moments = Arrays.copyOf(moments, place + (place >> 1) + 1);
            }
            moments[place] = notBefore;
            commands.add(pending);
            live++;
        }

        private void dropThoseThatLeft() {
            int kept = 0;
            for (int place = 0; place < commands.size(); place++) {
                if (commands.get(place).waitsOutsideItsLane()) {
                    commands.set(kept, commands.get(place));
                    moments[kept] = moments[place];
                    kept++;
                }
            }
            commands.subList(kept, commands.size()).clear();
        }

        private List<Postponed> all() {
            List<Postponed> all = new ArrayList<>(live);
            for (int place = 0; place < commands.size(); place++) {
                if (commands.get(place).waitsOutsideItsLane()) {
                    all.add(new Postponed(commands.get(place), moments[place]));
                }
            }
            return all;
        }
    }

    /** A command waits from now on for that moment, milliseconds since the epoch. */
    void add(PendingCommand pending, long notBefore) {
        byInstance
                .computeIfAbsent(pending.lane().instance(), id -> new InstanceList())
                .add(pending, notBefore);
        pending.lane().postponed(pending, 1);
    }

    /** A command ended, or waits in its lane from now on. It must say so itself already. */
    void left(PendingCommand pending) {
        InstanceList list = byInstance.get(pending.lane().instance());
        if (list == null) {
            return;
        }
        list.live--;
        pending.lane().postponed(pending, -1);
        if (list.live == 0) {
            byInstance.remove(pending.lane().instance());
        } else if (list.commands.size() > FEW + 2 * list.live) {
            list.dropThoseThatLeft();
        }
    }

    /** The commands of that instance, in the order in which they came. */
    List<Postponed> of(String instance) {
        InstanceList list = byInstance.get(instance);
        return list == null ? List.of() : list.all();
    }
}
