package io.metronome.worker;

import static java.util.stream.Collectors.toCollection;

import io.metronome.command.Catalogue;
import io.metronome.command.Method;
import io.metronome.command.Reason;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The series that dashboards and autoscaling may rely on from the first scrape on, nothing having happened yet. */
final class Promised {
    private static final List<String> ALONE = List.of(
            "metronome_runnable_commands",
            "metronome_oldest_due_seconds",
            "metronome_pending_bytes",
            "metronome_in_flight",
            "metronome_pace_violations_total",
            "metronome_instances{state=\"active\"}",
            "metronome_instances{state=\"hours\"}",
            "metronome_instances{state=\"daily-cap\"}",
            "metronome_instances{state=\"paused\"}",
            "metronome_control_ignored_total",
            "metronome_control_good",
            "metronome_ledger_records_total{op=\"put\"}",
            "metronome_ledger_records_total{op=\"tombstone\"}",
            "metronome_ledger_live_records{kind=\"command\"}",
            "metronome_ledger_live_records{kind=\"pace\"}",
            "metronome_ledger_live_records{kind=\"condition\"}",
            "metronome_ledger_live_records{kind=\"sent-ids\"}",
            "metronome_intake_paused",
            "metronome_records_lost_total",
            "metronome_instances_configured",
            "metronome_instances_file_good",
            "metronome_certificate_expiry_timestamp_seconds",
            "metronome_http_connections",
            "metronome_http_connections_turned_away_total",
            "metronome_group_member",
            "metronome_partitions_unread",
            "metronome_restore_remaining_records",
            "metronome_refused_records_total{topic=\"ledger\"}",
            "metronome_refused_records_total{topic=\"own\"}",
            "metronome_refused_records_total{topic=\"reply\"}",
            "metronome_lost_replies_total",
            "metronome_checkpoints_refused",
            "metronome_pending_commands{priority=\"high\"}",
            "metronome_pending_commands{priority=\"normal\"}",
            "metronome_pending_commands{priority=\"bulk\"}");

    private static final List<String> HISTOGRAMS = List.of(
            "metronome_intake_delay_seconds",
            "metronome_pace_lateness_seconds",
            "metronome_checkpoint_duration_seconds",
            "metronome_restore_duration_seconds");

    private Promised() {}

    static Set<String> series() {
        Stream<String> deaths = Stream.of(Reason.values()).map(reason -> labelled("dead_letters", "reason", reason));
        Stream<String> histograms =
                HISTOGRAMS.stream().flatMap(name -> Stream.of(name + "_count", name + "_bucket{le=\"+Inf\"}"));
        return Stream.of(ALONE.stream(), deaths, histograms, ofMethods())
                .flatMap(Function.identity())
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> ofMethods() {
        return Catalogue.methods().stream()
                .map(Method::name)
                .flatMap(method -> Stream.of(
                        labelled("commands_received", "method", method),
                        send(method, "accepted"),
                        send(method, "retried"),
                        send(method, "refused"),
                        send(method, "unknown"),
                        "metronome_send_duration_seconds_count{method=\"" + method + "\"}",
                        "metronome_send_duration_seconds_bucket{method=\"" + method + "\",le=\"15.0\"}",
                        "metronome_api_responses_total{method=\"" + method + "\",status=\"200\"}"));
    }

    private static String labelled(String name, String label, Object value) {
        return "metronome_" + name + "_total{" + label + "=\"" + value + "\"}";
    }

    private static String send(String method, String outcome) {
        return "metronome_sends_total{method=\"" + method + "\",outcome=\"" + outcome + "\"}";
    }
}
