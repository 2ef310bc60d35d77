package io.metronome.guarantee;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every record on the commands topic ends in exactly one reply, under its own id: never none, never two, never a stranger. */
public final class EveryCommandAnsweredOnce implements Guarantee {
    private final Map<Position, Produced> commands = new LinkedHashMap<>();
    private final Map<Position, List<ReplySeen>> replies = new LinkedHashMap<>();

    @Override
    public void produced(Produced command) {
        commands.put(command.position(), command);
    }

    @Override
    public void replied(ReplySeen reply) {
        replies.computeIfAbsent(reply.source(), position -> new ArrayList<>()).add(reply);
    }

    @Override
    public List<String> broken() {
        List<String> broken = new ArrayList<>();
        commands.values().forEach(command -> check(command, broken));
        for (Position position : replies.keySet()) {
            if (!commands.containsKey(position)) {
                broken.add("a reply names " + position + ", where nobody put a command");
            }
        }
        return broken;
    }

    private void check(Produced command, List<String> broken) {
        List<ReplySeen> own = replies.getOrDefault(command.position(), List.of());
        if (own.size() != 1) {
            broken.add(command + " has " + own.size() + " replies");
        }
        for (ReplySeen reply : own) {
            if (!reply.commandId().equals(command.commandId())) {
                broken.add(command + " was answered as " + reply.commandId());
            }
        }
    }
}
