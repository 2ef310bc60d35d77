package io.metronome.simulation.invariants;

import io.metronome.delivery.Answer;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Produced;
import io.metronome.guarantee.Received;
import io.metronome.guarantee.ReplySeen;
import io.metronome.simulation.api.ApiCall;
import io.metronome.simulation.api.SimulatedApi;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.faults.FaultInjector;
import io.metronome.simulation.worker.WorkerFleet;
import io.metronome.simulation.workload.CommandGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Everything that a storm leaves behind, for the invariants. */
public record Evidence(
        SimulatedBroker broker,
        List<ApiCall> calls,
        CommandGenerator commands,
        WorkerFleet fleet,
        FaultInjector faults,
        List<ReplySeen> replies) {

    static Evidence of(
            SimulatedBroker broker,
            SimulatedApi api,
            CommandGenerator commands,
            WorkerFleet fleet,
            FaultInjector faults) {
        List<ReplySeen> replies = new ArrayList<>();
        replyRecords(broker)
                .map(Received::of)
                .filter(reply -> !reply.isNotice())
                .forEach(reply -> replies.add(reply.seen(Duration.ZERO)));
        return new Evidence(broker, api.calls(), commands, fleet, faults, replies);
    }

    /** At least as many as there are replies: it is quick to say, for it reads none of them. */
    static long recordsOnReplyTopics(SimulatedBroker broker) {
        return replyRecords(broker).count();
    }

    private static Stream<ConsumerRecord<byte[], byte[]>> replyRecords(SimulatedBroker broker) {
        return Stream.of(SimulatedTopics.RESULTS, SimulatedTopics.DEAD_LETTERS, SimulatedTopics.ANSWERS)
                .flatMap(topic -> broker.log(topic, 0).all().stream());
    }

    /** Calls of each command, in the order of their arrival. */
    Map<Produced, List<ApiCall>> callsByCommand() {
        Map<String, Produced> byBody = new LinkedHashMap<>();
        commands.produced().forEach(command -> byBody.put(command.instance() + command.body(), command));
        Map<Produced, List<ApiCall>> found = new LinkedHashMap<>();
        calls.stream().sorted(Comparator.comparingLong(ApiCall::at)).forEach(call -> {
            Produced command = byBody.get(call.instance() + call.body());
            if (command != null) {
                found.computeIfAbsent(command, one -> new ArrayList<>()).add(call);
            }
        });
        return found;
    }

    /**
     * This evidence without commands that were refused for good: one whose refusal was not saved is called again, and
     * an API that has changed its mind accepts it after those behind it.
     */
    Evidence withoutRefused() {
        Set<String> refused = calls.stream()
                .filter(call -> call.answer() instanceof Answer.Refused || call.answer() instanceof Answer.Forbidden)
                .map(call -> call.instance() + call.body())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<ApiCall> others = calls.stream()
                .filter(call -> !refused.contains(call.instance() + call.body()))
                .toList();
        return new Evidence(broker, others, commands, fleet, faults, replies);
    }

    boolean isReport(Produced command) {
        return commands.isReport(new Position(command.partition(), command.offset()));
    }

    /** The delay that ruled when the next paced call of the same instance came; its own where there is none. */
    Map<ApiCall, Duration> delaysOfNext() {
        Map<ApiCall, Duration> delays = new LinkedHashMap<>();
        Map<String, ApiCall> last = new LinkedHashMap<>();
        calls.stream()
                .filter(call -> call.method().paced() && !call.stale())
                .sorted(Comparator.comparingLong(ApiCall::at))
                .forEach(call -> {
                    ApiCall before = last.put(call.instance(), call);
                    if (before != null) {
                        delays.put(before, call.delay());
                    }
                });
        return delays;
    }

    /** Tells of calls in the order of their arrival. */
    void eachCall(Consumer<ApiCall> seen) {
        calls.stream()
                .filter(call -> !call.stale())
                .sorted(Comparator.comparingLong(ApiCall::at))
                .forEach(seen);
    }
}
