package io.metronome.dispatch.instance;

import java.util.ArrayList;
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
        private int live;
    }

    /** A command waits from now on. */
    void add(PendingCommand pending) {
        InstanceList list = byInstance.computeIfAbsent(pending.lane().instance(), id -> new InstanceList());
        list.commands.add(pending);
        list.live++;
        pending.lane().postponed(1);
    }

    /** A command ended, or waits in its lane from now on. It must say so itself already. */
    void left(PendingCommand pending) {
        InstanceList list = byInstance.get(pending.lane().instance());
        if (list == null) {
            return;
        }
        list.live--;
        pending.lane().postponed(-1);
        if (list.live == 0) {
            byInstance.remove(pending.lane().instance());
        } else if (list.commands.size() > FEW + 2 * list.live) {
            list.commands.removeIf(command -> !isPostponed(command));
        }
    }

    /** The commands of that instance, in the order in which they came. */
    List<PendingCommand> of(String instance) {
        InstanceList list = byInstance.get(instance);
        return list == null
                ? List.of()
                : list.commands.stream().filter(PostponedCommands::isPostponed).toList();
    }

    private static boolean isPostponed(PendingCommand command) {
        return command.isPostponed() && !command.hasEnded();
    }
}
