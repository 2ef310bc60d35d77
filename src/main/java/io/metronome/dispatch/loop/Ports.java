package io.metronome.dispatch.loop;

import io.metronome.command.CommandCodec;
import io.metronome.command.Instances;
import io.metronome.control.ControlTopic;
import io.metronome.delivery.Api;
import io.metronome.delivery.RetryPolicy;
import io.metronome.ledger.Ledger;
import io.metronome.reply.Replies;
import io.metronome.spill.Spill;
import java.util.function.DoubleSupplier;

/**
 * The parts that the pipeline works with: the API, the ledger and the control topic, and the pure parts beside them.
 *
 * @param jitter random numbers from 0 up to 1
 * @param spill where the bodies of commands are that wait long
 */
public record Ports(
        Api api,
        Ledger ledger,
        ControlTopic control,
        Instances instances,
        CommandCodec codec,
        Replies replies,
        RetryPolicy retry,
        DispatchListener listener,
        DoubleSupplier jitter,
        Spill spill,
        Tracing tracing) {

    /** Ports without a tracer. */
    public Ports(
            Api api,
            Ledger ledger,
            ControlTopic control,
            Instances instances,
            CommandCodec codec,
            Replies replies,
            RetryPolicy retry,
            DispatchListener listener,
            DoubleSupplier jitter,
            Spill spill) {
        this(api, ledger, control, instances, codec, replies, retry, listener, jitter, spill, Tracing.PASSING);
    }
}
