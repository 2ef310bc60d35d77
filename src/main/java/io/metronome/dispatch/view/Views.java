package io.metronome.dispatch.view;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What can be asked about the commands of a worker. Any thread may ask; the answers come from the dispatcher's thread,
 * which works on a question in small slices, so that no question stops a pace. An answer fails with
 * {@link TooManyReadsException} when too many questions wait already. Cancelling an answer drops its question.
 */
public interface Views {

    /** A page of the list of instances: of those that live on partitions that this worker serves. */
    CompletableFuture<InstancePage> instances(InstanceQuery query);

    /** One instance, with the first commands of its queue. */
    CompletableFuture<ViewResult<InstanceDetail>> instance(String instance);

    /**
     * Where one command stands.
     *
     * @param commandId the producer's own id, or {@code topic-partition-offset}
     */
    CompletableFuture<ViewResult<CommandView>> command(String instance, String commandId);

    /** The partitions that are assigned to this worker. */
    CompletableFuture<List<PartitionView>> partitions();
}
