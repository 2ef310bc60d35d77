package io.metronome.guarantee;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dead letter that says no call was made tells the truth. */
public final class RefusedNeverSent implements Guarantee {
    private final Map<Position, Produced> commands = new LinkedHashMap<>();
    private final Map<Shape, CallSeen> calls = new LinkedHashMap<>();
    private final List<ReplySeen> refusals = new ArrayList<>();

    @Override
    public void produced(Produced command) {
        commands.put(command.position(), command);
    }

    @Override
    public void called(CallSeen call) {
        calls.put(call.shape(), call);
    }

    @Override
    public void replied(ReplySeen reply) {
        if (reply.reason() != null && reply.attempts() == 0) {
            refusals.add(reply);
        }
    }

    @Override
    public List<String> broken() {
        List<String> broken = new ArrayList<>();
        for (ReplySeen refusal : refusals) {
            Produced command = commands.get(refusal.source());
            CallSeen call = command == null ? null : calls.get(command.shape());
            if (call != null) {
                broken.add(command + " was refused as " + refusal.reason() + ", but there was a call: " + call);
            }
        }
        return broken;
    }
}
