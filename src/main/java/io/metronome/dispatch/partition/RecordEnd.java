package io.metronome.dispatch.partition;

import io.metronome.command.Outcome;
import io.metronome.command.Reply;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a record ended: what its replies are made of. They are made when a checkpoint is cut. A million commands may end at
 * one moment, and a reply costs more memory than the reason for it.
 *
 * @param bytes the heap that it costs beside the record
 * @param outcome null where that is no end of a command: its record moves to another partition
 * @param replies makes the replies
 */
public record RecordEnd(int bytes, @Nullable Outcome outcome, Supplier<List<Reply>> replies) {}
