package io.metronome.app;

import io.metronome.command.CommandCodec;
import io.metronome.command.Instances;
import io.metronome.config.Settings;
import io.metronome.control.ControlTopic;
import io.metronome.delivery.Api;
import io.metronome.delivery.HttpApi;
import io.metronome.delivery.RetryPolicy;
import io.metronome.dispatch.host.Host;
import io.metronome.dispatch.loop.Bounds;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.Ports;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.LedgerSettings;
import io.metronome.observe.LimitMeters;
import io.metronome.observe.Spans;
import io.metronome.reply.Replies;
import io.metronome.spill.Spill;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the settings of each package from the settings of the whole worker. */
final class WorkerSettings {
    private WorkerSettings() {}

    /* Questions about instances have connections beside those of the calls. */
    static HttpApi.Limits api(Settings settings) {
        return new HttpApi.Limits(
                settings.delivery().maxInFlight() + Host.MOST_QUESTIONS,
                settings.delivery().timeout());
    }

    static LimitMeters limits(Settings settings) {
        return new LimitMeters(
                settings.intake().maxPendingBytes(),
                settings.spill().maxBytes(),
                settings.delivery().maxInFlight());
    }

    static DispatchSettings dispatch(Settings settings, StartupCheck startup, int instances) {
        return new DispatchSettings(
                startup.ledgerPartitions(),
                settings.delivery().maxInFlight(),
                settings.intake().maxPendingBytes(),
                HeapNeed.roomForCommands(settings, instances),
                settings.pacing().settingsRefresh(),
                settings.pacing().fallbackDelay(),
                settings.checkpointInterval(),
                settings.lease(),
                settings.delivery().maxUnsaved(),
                settings.idempotencyWindow(),
                settings.instances().grace(),
                settings.instances().unknown() == Settings.UnknownInstanceRule.WAIT,
                Bounds.USUAL);
    }

    static LedgerSettings ledger(Settings settings, StartupCheck startup) {
        Settings.TopicSettings topics = settings.topics();
        return new LedgerSettings(
                settings.kafka().groupId(),
                topics.commands(),
                startup.commandsTopicId(),
                topics.ledger(),
                startup.ledgerPartitions(),
                settings.lease(),
                settings.ledger().writeFormat(),
                settings.checkpointInterval(),
                DispatchSettings.sentSlots(settings.idempotencyWindow(), settings.checkpointInterval()));
    }

    static Ports ports(
            Settings settings,
            Instances instances,
            ReplyTopics replyTopics,
            Api api,
            Ledger ledger,
            ControlTopic control,
            Spill spill,
            DispatchListener listener) {
        Settings.DeliverySettings.RetrySettings retry = settings.delivery().retry();
        return new Ports(
                api,
                ledger,
                control,
                instances,
                new CommandCodec(instances, rules(settings, replyTopics)),
                new Replies(settings.topics().results(), settings.topics().deadLetters()),
                new RetryPolicy(retry.maxAttempts(), retry.firstBackoff(), retry.maxBackoff()),
                listener,
                () -> ThreadLocalRandom.current().nextDouble(),
                spill,
                Spans.ofGlobal(settings.kafka().groupId()));
    }

    private static CommandCodec.Rules rules(Settings settings, ReplyTopics replyTopics) {
        return new CommandCodec.Rules(
                settings.intake().maxRecordBytes(),
                settings.intake().unknownFieldsPass(),
                settings.delivery().onUnknown(),
                settings.delivery().maxAge(),
                replyTopics::find);
    }
}
