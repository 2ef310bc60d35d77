package io.metronome.observe.board;

import io.metronome.control.ControlRecord;
import io.metronome.control.ReadControl;
import java.util.List;

/** The list of what operators have wanted. */
final class AuditSection {
    private static final int ROWS = 10;

    private AuditSection() {}

    static HtmlElement of(List<ReadControl> records, long nowMillis) {
        List<HtmlElement> rows = records.stream()
                .limit(ROWS)
                .map(read -> BoardParts.row(
                        "c" + read.offset(),
                        BoardParts.rowHead(BoardParts.moment(read.timestamp(), nowMillis)),
                        BoardParts.cell(BoardParts.instanceLink(read.wanted().instance())),
                        what(read.wanted(), nowMillis),
                        BoardParts.cell(BoardParts.foreign(by(read.wanted()))),
                        BoardParts.number(Long.toString(read.offset()))))
                .toList();
        return BoardParts.table(
                "audit",
                "What operators did",
                List.of("When", "Instance", "What", "By", "#Control record"),
                rows,
                "No operator has paused, purged or cancelled anything.");
    }

    private static HtmlElement what(ControlRecord wanted, long nowMillis) {
        return switch (wanted) {
            case ControlRecord.Pause pause -> {
                HtmlElement cell = BoardParts.cell("paused");
                if (pause.untilMillis() < Long.MAX_VALUE) {
                    cell.text(" until ").add(BoardParts.moment(pause.untilMillis(), nowMillis));
                }
                yield pause.reason().isEmpty() ? cell : cell.text(": ").add(BoardParts.foreign(pause.reason()));
            }
            case ControlRecord.Purge purge -> BoardParts.cell("purged below offset " + purge.below());
            case ControlRecord.Cancel cancel ->
                BoardParts.cell(new TextNode("cancelled "), BoardParts.foreign(cancel.commandId()));
            case ControlRecord.Tombstone gone ->
                BoardParts.cell(
                        switch (gone.key().kind()) {
                            case PAUSE -> "resumed";
                            case PURGE -> "purge withdrawn";
                            case CANCEL -> "cancellation withdrawn";
                        });
        };
    }

    private static String by(ControlRecord wanted) {
        String by = switch (wanted) {
            case ControlRecord.Pause pause -> pause.by();
            case ControlRecord.Purge purge -> purge.by();
            case ControlRecord.Cancel cancel -> cancel.by();
            case ControlRecord.Tombstone gone -> gone.by();
        };
        return by.isEmpty() ? "–" : by;
    }
}
