/**
 * The whole worker against a real broker and the emulator: what producers and operators see from outside, in good days
 * and bad ones. Each test tells a story on a {@link io.metronome.worker.WorkerBench} and asks the guarantees at its end.
 *
 * <p>Whatever a broker can refuse, and the test that covers it. In "held" the checkpoint waits until the topic is mended:
 * nothing is lost, and readyz, a metric and a log line say what to do. In the others the record takes another form, and
 * the others of its checkpoint are written as they are.
 *
 * <pre>
 * a record is refused for  | reply topic | results  | dead letters | ledger   | copy on commands
 * -------------------------+-------------+----------+--------------+----------+-----------------
 * its size                 | A           | B        | B            | B        | C
 * the size of a segment    | G           | G        | B            | G        | G
 * its time                 | A           | D held   | D held       | D held   | C
 * no key, compacted topic  | P           | has one  | B            | has one  | G
 * no permission to write   | A           | D held   | D held       | D held   | C
 * no permission to see     | A           | E held   | E held       | D held   | E
 * the topic is missing     | A           | D held   | D held       | D held   | U
 * too few replicas         | E           | E held   | E held       | E held   | E held
 * a policy, a schema, and  | F           | F        | F            | F        | F
 * every other error code   |             |          |              |          |
 *
 * what a worker writes to the control topic: RefusedControlIT (no permission to write, its size, its time).
 *
 * the commands topic                  | test
 * ------------------------------------+------
 * a damaged batch, an unknown codec   | U aBatchThatCannotBeReadStopsItsPartitionOnly
 * deleted, re-created                 | U aTopicThatIsDeleted…, aTopicThatIsReCreated…
 * retention overtakes the position    | U whatRetentionDeletesBeforeItIsReadIsCountedAndTheRestIsSent
 * the log is truncated                | U aLogThatIsCutBelowWhatWasReadStopsItsPartitionOnly
 * more partitions, before a start     | ForeignPartitionIT
 * more partitions, while it runs      | U aTopicThatGrowsUnderARunningWorkerIsReadAsAWhole
 *
 * A RefusedRepliesIT   B RefusedRecordsIT.takesAnotherForm   C RefusedRecordsIT.aCopyThatTheCommandsTopicRefuses…
 * D HeldCheckpointsIT  P PoisonIT                            U UnreadPartitionIT
 * E ledger/TransactionTest, ledger/SendFailureTest, without a broker: too few replicas need three brokers
 * F ledger/AnyErrorIT: a real client, and a port that answers with any error code of the protocol
 * G ledger/DoubtfulRecordsTest, ledger/RefusedRepliesTest: refusals of single records, whatever the topic
 * </pre>
 */
@NullMarked
package io.metronome.worker;

import org.jspecify.annotations.NullMarked;
