package io.metronome.observe.board;

import io.metronome.delivery.HoldReason;
import io.metronome.dispatch.view.HeldView;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.dispatch.view.InstanceView.Activity;
import io.metronome.observe.WaitWords;

/** Why nothing is sent for an instance, in words for people who do not know those of the API. */
final class InstanceReason {
    private static final String OPERATOR = "operator";

    private InstanceReason() {}

    /** Why, since when, and until when; a dash where it sends at its pace. */
    static HtmlElement of(InstanceView view, long nowMillis) {
        HeldView held = view.held();
        if (held != null) {
            return held(held, nowMillis);
        } else if (view.state() == Activity.MISSING) {
            return HtmlElement.of("span", "the instances file does not name it any more");
        }
        String waiting = view.state() == Activity.ACTIVE ? WaitWords.of(view.waitsFor()) : null;
        if (waiting == null) {
            return HtmlElement.of("span", "–");
        }
        HtmlElement why = HtmlElement.of("span", waiting);
        return isPlanned(view) ? why.text(", until ").add(BoardParts.moment(view.nextDue(), nowMillis)) : why;
    }

    private static HtmlElement held(HeldView held, long nowMillis) {
        boolean isPause = held.by().equals(OPERATOR);
        HtmlElement why =
                HtmlElement.of("span", HtmlElement.of("strong", isPause ? "paused by an operator" : word(held.by())));
        if (!held.detail().isEmpty() && !held.detail().equals("its state is " + held.by())) {
            why.text(": ").add(BoardParts.foreign(held.detail()));
        }
        if (held.sinceMillis() != null) {
            why.text(", since ").add(BoardParts.moment(held.sinceMillis(), nowMillis));
        }
        if (held.untilMillis() != null) {
            why.text(isPause ? ", until " : ", next try ").add(BoardParts.moment(held.untilMillis(), nowMillis));
        }
        return why;
    }

    private static String word(String label) {
        return HoldReason.of(label).meaning() + " (" + label + ")";
    }

    /** Whether it waits for a moment that the instances file names. */
    static boolean isPlanned(InstanceView view) {
        return view.state() == Activity.ACTIVE && WaitWords.isPlanned(view.waitsFor());
    }

    /** Whether it waits for the group or an API host, so that nobody can know for how long. */
    static boolean isStopped(InstanceView view) {
        return view.state() == Activity.ACTIVE && WaitWords.isStopped(view.waitsFor());
    }
}
