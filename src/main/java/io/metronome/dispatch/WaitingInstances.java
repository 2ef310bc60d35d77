package io.metronome.dispatch;

import io.metronome.command.Homes;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Says whether commands of some instances wait here. The commands of a partition that is being restored, or whose ledger
 * was refused, are not known: each instance whose home it is counts as one with commands. Other instances do not, so that
 * a partition that cannot be served does not keep each instance in the instances file.
 *
 * @param unknown the numbers of these partitions
 * @param hasWork whether commands of that instance are known to wait
 */
record WaitingInstances(Homes homes, Set<Integer> unknown, Predicate<String> hasWork) {

    /** Whether commands of one of them wait, or may wait. */
    boolean anyOf(Collection<String> instances) {
        return instances.stream().anyMatch(id -> unknown.contains(homes.of(id)) || hasWork.test(id));
    }
}
