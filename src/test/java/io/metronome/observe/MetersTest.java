package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Messenger;
import io.metronome.command.Method;
import io.metronome.command.Reason;
import io.metronome.command.shape.ObjectShape;
import io.metronome.delivery.Answer;
import io.micrometer.core.instrument.Counter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {
    private static final Method TYPING = method("sendTyping", 0);
    private static final Method CONTACT = method("sendContact", 1);

    private final Meters meters = new Meters(List.of(TYPING, CONTACT), new SetGauges(), "1.2.3");

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void showsEveryPromisedNameBeforeAnythingHappens() {
        assertThat(scrape())
                .contains(
                        "metronome_commands_received_total{method=\"sendTyping\"} 0.0",
                        "metronome_sends_total{method=\"sendContact\",outcome=\"accepted\"} 0.0",
                        "metronome_sends_total{method=\"sendContact\",outcome=\"retried\"} 0.0",
                        "metronome_sends_total{method=\"sendContact\",outcome=\"refused\"} 0.0",
                        "metronome_sends_total{method=\"sendContact\",outcome=\"unknown\"} 0.0",
                        "metronome_send_duration_seconds_bucket{method=\"sendTyping\",le=\"0.005\"} 0",
                        "metronome_send_duration_seconds_bucket{method=\"sendTyping\",le=\"15.0\"} 0",
                        "metronome_send_duration_seconds_bucket{method=\"sendTyping\",le=\"600.0\"} 0",
                        "metronome_send_duration_seconds_count{method=\"sendTyping\"} 0",
                        "metronome_dead_letters_total{reason=\"OUTCOME_UNKNOWN\"} 0.0",
                        "metronome_pending_commands{priority=\"high\"} 10.0",
                        "metronome_pending_commands{priority=\"bulk\"} 12.0",
                        "metronome_runnable_commands 40.0",
                        "metronome_pending_bytes 20.0",
                        "metronome_in_flight 30.0",
                        "metronome_intake_delay_seconds_bucket{le=\"0.005\"} 0",
                        "metronome_intake_delay_seconds_bucket{le=\"86400.0\"} 0",
                        "metronome_pace_lateness_seconds_bucket{le=\"0.001\"} 0",
                        "metronome_pace_lateness_seconds_bucket{le=\"60.0\"} 0",
                        "metronome_pace_violations_total 0.0",
                        "metronome_instances{state=\"active\"} 40.0",
                        "metronome_instances{state=\"hours\"} 7.0",
                        "metronome_instances{state=\"daily-cap\"} 3.0",
                        "metronome_instances{state=\"quota\"} 51.0",
                        "metronome_instances{state=\"notAuthorized\"} 0.0",
                        "metronome_checkpoint_duration_seconds_count 0",
                        "metronome_restore_duration_seconds_count 0",
                        "metronome_ledger_records_total{op=\"put\"} 0.0",
                        "metronome_ledger_records_total{op=\"tombstone\"} 0.0",
                        "metronome_ledger_live_records{kind=\"command\"} 70.0",
                        "metronome_ledger_live_records{kind=\"pace\"} 71.0",
                        "metronome_ledger_live_records{kind=\"condition\"} 72.0",
                        "metronome_ledger_live_records{kind=\"sent-ids\"} 73.0",
                        "metronome_intake_paused 60.0",
                        "metronome_api_responses_total{method=\"sendTyping\",status=\"200\"} 0.0",
                        "metronome_api_responses_total{method=\"sendTyping\",status=\"none\"} 0.0",
                        "metronome_api_responses_total{method=\"sendTyping\",status=\"466\"} 0.0",
                        "metronome_records_lost_total 0.0",
                        "metronome_build_info{version=\"1.2.3\"} 1")
                .contains("jvm_memory_used_bytes{", "process_uptime_seconds", "process_cpu_seconds_total")
                .contains("netty_allocator_memory_used_bytes{memory_type=\"direct\"}", "process_files_open_files")
                .contains("reactor_netty_connection_provider_active_connections{name=\"metronome-api\"} 0.0")
                .doesNotContain("process_cpu_time", "system_cpu_count");
    }

    @Test
    void explainsEveryNameOfItsOwn() {
        List<String> lines = scrape().lines().toList();
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("# TYPE metronome_"))
                        .map(line -> line.replaceFirst("# TYPE (\\S+) .*", "# HELP $1 ")))
                .isNotEmpty()
                .allSatisfy(help -> assertThat(lines).anyMatch(line -> line.startsWith(help)));
    }

    @Test
    void countsWhatHappens() {
        meters.received(CONTACT);
        meters.answered("1", CONTACT, new Answer.Accepted("id", null), 7_000_000, null);
        meters.answered("1", CONTACT, new Answer.Again(429, "", 0, true), 1_000, null);
        meters.answered("1", CONTACT, new Answer.Again(429, "", 0, true), 1_000, null);
        meters.answered("1", CONTACT, new Answer.Unknown(0, ""), 15_000_000_000L, null);
        meters.answered("1", CONTACT, new Answer.Unknown(999, ""), 1, null);
        meters.answered("1", CONTACT, new Answer.Unknown(-1, ""), 1, null);
        meters.died(Reason.INVALID);
        meters.checkpointed(12_000_000, 3, 2);
        meters.restored(2_000_000_000, 100);
        meters.lost(5);

        assertThat(scrape())
                .contains(
                        "metronome_commands_received_total{method=\"sendContact\"} 1.0",
                        "metronome_commands_received_total{method=\"sendTyping\"} 0.0",
                        "metronome_sends_total{method=\"sendContact\",outcome=\"accepted\"} 1.0",
                        "metronome_sends_total{method=\"sendContact\",outcome=\"retried\"} 2.0",
                        "metronome_send_duration_seconds_bucket{method=\"sendContact\",le=\"0.01\"} 5",
                        "metronome_api_responses_total{method=\"sendContact\",status=\"429\"} 2.0",
                        "metronome_api_responses_total{method=\"sendContact\",status=\"none\"} 1.0",
                        "metronome_api_responses_total{method=\"sendContact\",status=\"other\"} 2.0",
                        "metronome_dead_letters_total{reason=\"INVALID\"} 1.0",
                        "metronome_checkpoint_duration_seconds_sum 0.012",
                        "metronome_ledger_records_total{op=\"put\"} 3.0",
                        "metronome_ledger_records_total{op=\"tombstone\"} 2.0",
                        "metronome_restore_duration_seconds_sum 2.0",
                        "metronome_records_lost_total 5.0");
    }

    @Test
    void countsARecordOfTheFutureAsReadAtOnce() {
        meters.recordRead(90_000);
        meters.recordRead(-5_000);
        assertThat(scrape())
                .contains(
                        "metronome_intake_delay_seconds_bucket{le=\"0.005\"} 1",
                        "metronome_intake_delay_seconds_bucket{le=\"300.0\"} 2",
                        "metronome_intake_delay_seconds_sum 90.0");
    }

    @Test
    void sumsTheDelaysOfOldRecords() {
        for (int i = 0; i < 5; i++) {
            meters.recordRead(Duration.ofDays(36_500).toMillis());
        }
        assertThat(scrape()).contains("metronome_intake_delay_seconds_sum 1.5768E10");
    }

    @Test
    void namesAHostAsItsCallsDo() {
        meters.traffic().ended("7103.api.example:8443", 503);
        meters.hostPaused("https://7103.api.example:8443", true);
        assertThat(scrape())
                .contains(
                        "metronome_api_host_calls_total{host=\"7103.api.example:8443\",outcome=\"failed\"} 1.0",
                        "metronome_api_host_paused{host=\"7103.api.example:8443\"} 1.0");
    }

    @Test
    void callsAStartEarlyOnlyBeyondTheClocksError() {
        meters.departed(TYPING, 1_500_000, null);
        meters.departed(TYPING, 0, null);
        meters.departed(TYPING, -1_000, null);
        assertThat(scrape())
                .contains(
                        "metronome_pace_violations_total 0.0",
                        "metronome_pace_lateness_seconds_bucket{le=\"0.001\"} 2",
                        "metronome_pace_lateness_seconds_bucket{le=\"0.002\"} 3");

        meters.departed(TYPING, -1_001, null);
        assertThat(scrape()).contains("metronome_pace_violations_total 1.0", "metronome_pace_lateness_seconds_count 4");
    }

    @Test
    void takesInTheMetersOfOthers() {
        meters.bind(
                registry -> Counter.builder("others.work").register(registry).increment());
        assertThat(scrape()).contains("others_work_total 1.0");
    }

    private String scrape() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            meters.scrape(out, Exposition.PROMETHEUS);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Method method(String name, int index) {
        return Method.named(name)
                .offeredBy(Messenger.WHATSAPP, 5, ObjectShape.of(), "{}")
                .at(index);
    }
}
