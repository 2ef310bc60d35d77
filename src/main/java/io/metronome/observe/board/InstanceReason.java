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

    /** Its state in a badge. "active" alone would be read as if it sent. */
    static HtmlElement state(InstanceView view) {
        if (isUnread(view)) {
            return BoardParts.badge("late", "!", "not read");
        } else if (isStopped(view)) {
            return BoardParts.badge("late", "!", "active, waits");
        }
        return isPlanned(view) ? BoardParts.badge("idle", "◷", "active, waits") : BoardParts.state(view.state());
    }

    /** Why, since when, and until when; a dash where it sends at its pace. */
    static HtmlElement of(InstanceView view, long nowMillis) {
        HeldView held = view.held();
        if (held != null) {
            return held(held, nowMillis);
        } else if (view.state() == Activity.MISSING) {
            return HtmlElement.of("span", "the instances file does not name it any more");
        }
        String waiting = view.state() == Activity.ACTIVE || isUnread(view) ? WaitWords.of(view.waitsFor()) : null;
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

    /** Whether no command of it is known, and some may wait unread. */
    static boolean isUnread(InstanceView view) {
        return view.state() == Activity.IDLE && InstanceView.UNREAD.equals(view.waitsFor());
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
