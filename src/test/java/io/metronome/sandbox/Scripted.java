package io.metronome.sandbox;

import io.metronome.command.Priority;
import io.metronome.command.RecordHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command of the campaign.
 *
 * @param after when it is produced, counted from the campaign's start
 * @param body the API method's request body; empty where the record holds none
 * @param value the record's value, as its producer wrote it
 * @param note what is special about it, shown beside its reply; empty for the crowd
 */
record Scripted(
        Duration after,
        String commandId,
        String instance,
        String method,
        String body,
        Priority priority,
        @Nullable Instant notBefore,
        @Nullable Instant expiresAt,
        List<RecordHeader> headers,
        String value,
        String note) {}
