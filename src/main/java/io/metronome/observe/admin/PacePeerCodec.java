package io.metronome.observe.admin;

import io.metronome.dispatch.view.PaceView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decodes what another worker says of the pace of an instance beside its delay. An older worker says nothing. */
final class PacePeerCodec {
    private static final int MOST_PERCENT = 300;

    private PacePeerCodec() {}

    static PaceView pace(JsonNode detail) {
        int jitter = detail.has("jitterPercent") ? (int) PeerCodec.number(detail, "jitterPercent", MOST_PERCENT) : 0;
        return new PaceView(jitter, hours(detail.path("hours")), cap(detail.path("cap")));
    }

    private static PaceView.@Nullable HoursView hours(JsonNode hours) {
        return hours.isObject()
                ? new PaceView.HoursView(
                        PeerCodec.text(hours, "zone"),
                        hours.path("open").asBoolean(false),
                        PeerCodec.moment(hours, "until"),
                        hours.path("high").asString("").equals("always"))
                : null;
    }

    private static PaceView.@Nullable CapView cap(JsonNode cap) {
        return cap.isObject()
                ? new PaceView.CapView(
                        (int) PeerCodec.number(cap, "limit", Integer.MAX_VALUE),
                        (int) PeerCodec.number(cap, "calls", Integer.MAX_VALUE),
                        PeerCodec.moment(cap, "until"))
                : null;
    }
}
