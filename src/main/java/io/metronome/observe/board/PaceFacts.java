package io.metronome.observe.board;

import io.metronome.dispatch.view.PaceView;

/** The facts of an instance about what rules its pace beside the delay. */
final class PaceFacts {
    private PaceFacts() {}

    static void add(HtmlElement list, PaceView pace, long nowMillis) {
        if (pace.jitterPercent() > 0) {
            BoardParts.fact(list, "Jitter", "up to " + pace.jitterPercent() + " % of the delay");
        }
        PaceView.HoursView hours = pace.hours();
        if (hours != null) {
            BoardParts.fact(list, "Hours", (hours.open() ? "open" : "closed") + ", in " + hours.zone());
            BoardParts.fact(
                    list, hours.open() ? "Hours end" : "Hours begin", BoardParts.moment(hours.until(), nowMillis));
        }
        PaceView.CapView cap = pace.cap();
        if (cap != null) {
            BoardParts.fact(
                    list,
                    "Daily cap",
                    BoardText.number(cap.calls()) + " of " + BoardText.number(cap.limit()) + " calls today");
        }
    }
}
