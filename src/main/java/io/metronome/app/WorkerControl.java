package io.metronome.app;

import io.metronome.config.Settings;
import io.metronome.control.ControlEnds;
import io.metronome.control.ControlOutbox;
import io.metronome.control.KafkaControl;
import io.metronome.observe.ControlMeters;
import io.metronome.observe.Meters;
import org.apache.kafka.clients.admin.Admin;
import reactor.core.scheduler.Scheduler;

/** Makes the worker's reader of the control topic. */
final class WorkerControl {
    private WorkerControl() {}

    static KafkaControl open(
            OpenedParts opened,
            Settings settings,
            StartupCheck startup,
            Admin admin,
            WorkerClients clients,
            Meters meters,
            Scheduler clock) {
        Settings.TopicSettings topics = settings.topics();
        Scheduler thread = opened.thread("metronome-control").scheduler();
        KafkaControl control = opened.open(new KafkaControl(
                topics.control(),
                clients::control,
                new ControlEnds(admin, topics.commands()),
                startup.ledgerPartitions(),
                new ControlOutbox(topics.control(), clients::controlOutbox),
                clock,
                thread.createWorker()));
        meters.bind(new ControlMeters(control.ignored(), control::isGood));
        return control;
    }
}
