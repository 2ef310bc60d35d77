package io.metronome.simulation.faults;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.control.ControlListener;
import io.metronome.control.ControlRecord;
import io.metronome.control.ControlTopic;
import io.metronome.control.ReadControl;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.worker.Mutation;
import java.util.List;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** Workers that understand the control topic in a wrong way. */
final class ControlMutations {
    private ControlMutations() {}

    /** A purge counts for a second, and one that was written before the start does not count. */
    static Mutation purgeAsAnEvent() {
        return new Mutation() {
            @Override
            public ControlListener controlListener(ControlListener real, SimulatedHost host) {
                return new EventListener(real, host);
            }
        };
    }

    /** Partitions are served before it is known what operators want. */
    static Mutation turnsBeforeControlIsRead() {
        return new Mutation() {
            @Override
            public ControlTopic control(ControlTopic real) {
                return new ControlTopic() {
                    @Override
                    public Mono<Boolean> readToEnd() {
                        return Mono.just(true);
                    }

                    @Override
                    public Mono<Long> commandsEnd(int partition) {
                        return real.commandsEnd(partition);
                    }

                    @Override
                    public void write(ControlRecord wanted) {
                        real.write(wanted);
                    }
                };
            }
        };
    }

    /** A cancel of a command that was not read yet is dropped. */
    static Mutation cancelsOfTheUnreadDropped() {
        return new Mutation() {
            @Override
            public ControlListener controlListener(ControlListener real, SimulatedHost host) {
                return new BriefListener(real, host, wanted -> wanted instanceof ControlRecord.Cancel);
            }
        };
    }

    /* What was obeyed is withdrawn a second later. */
    private static class BriefListener implements ControlListener {
        private final ControlListener real;
        private final SimulatedHost host;
        private final Predicate<ControlRecord> isBrief;

        BriefListener(ControlListener real, SimulatedHost host, Predicate<ControlRecord> isBrief) {
            this.real = real;
            this.host = host;
            this.isBrief = isBrief;
        }

        @Override
        public void begins() {
            real.begins();
        }

        @Override
        public void read(List<ReadControl> records) {
            real.read(records);
            for (ReadControl read : records) {
                if (isBrief.test(read.wanted())) {
                    ControlRecord over =
                            ControlRecord.Tombstone.of(read.wanted().key());
                    host.in(SECONDS.toNanos(1), () -> real.read(List.of(new ReadControl(over, read.offset(), 0))));
                }
            }
        }

        @Override
        public void complete() {
            real.complete();
        }
    }

    private static final class EventListener extends BriefListener {
        private boolean isComplete;

        EventListener(ControlListener real, SimulatedHost host) {
            super(real, host, wanted -> wanted instanceof ControlRecord.Purge);
        }

        @Override
        public void read(List<ReadControl> records) {
            super.read(records.stream()
                    .filter(read -> isComplete || !(read.wanted() instanceof ControlRecord.Purge))
                    .toList());
        }

        @Override
        public void complete() {
            isComplete = true;
            super.complete();
        }
    }
}
