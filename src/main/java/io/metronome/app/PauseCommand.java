package io.metronome.app;

import static java.time.ZoneOffset.UTC;

import io.metronome.config.Settings;
import io.metronome.control.ControlRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code metronome pause}: no calls of one instance. */
@Command(
        name = "pause",
        description = {
            "Pauses an instance: none of its commands is sent, until that moment or until metronome resume. The worker that"
                    + " owns it obeys within a second. Commands are taken in meanwhile, and those with an expiresAt expire.",
            "The pause is kept through restarts. Another pause of the instance replaces it."
        })
final class PauseCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "ID", description = "The instance's id.")
    private String instance = "";

    @Option(names = "--for", paramLabel = "DURATION", description = "How long, such as 30m, 1h or 1d.")
    private @Nullable Duration duration;

    @Option(names = "--until", paramLabel = "T", description = "RFC 3339; the end of the pause.")
    private @Nullable OffsetDateTime until;

    @Option(names = "--reason", required = true, paramLabel = "R", description = "Why, for people.")
    private String reason = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        ControlRequest.check(spec, instance);
        Instant end = end();
        Settings settings = config.settings();
        ControlRecord.Pause pause = new ControlRecord.Pause(
                instance,
                end == null ? Long.MAX_VALUE : end.toEpochMilli(),
                reason,
                ControlRequest.by(),
                ControlRequest.at());
        long offset = ControlRequest.write(settings, pause);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("paused", true);
        if (end != null) {
            fields.put("until", end.toString());
        }
        fields.put("reason", reason);
        output.print(
                spec.commandLine().getOut(),
                "Instance " + instance + " is paused until " + (end == null ? "it is resumed" : end) + ": " + reason,
                ControlRequest.result(settings, pause.key(), offset, fields));
        return 0;
    }

    private @Nullable Instant end() {
        if (duration != null && until != null) {
            throw new ParameterException(spec.commandLine(), "--for and --until: only one of them is allowed");
        }
        Instant now = OffsetDateTime.now(UTC).toInstant();
        Instant end = duration == null ? (until == null ? null : until.toInstant()) : now.plus(duration);
        if (end != null && !end.isAfter(now)) {
            throw new ParameterException(
                    spec.commandLine(),
                    (until == null ? "--for" : "--until") + ": the pause would be over at once, " + end);
        }
        return end == null ? null : end.truncatedTo(ChronoUnit.MILLIS);
    }
}
