package io.metronome.emulator;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The monthly quota of the Developer plan: three chats; others get 466 (page 466-error-example-body). */
final class MonthlyQuota {
    private static final int CORRESPONDENTS = 3;

    private final Set<String> known = new LinkedHashSet<>();
    private @Nullable YearMonth month;
    private int used;

    /** Counts a call to that chat, and returns the refusal if the chat is over the quota, else null. */
    @Nullable
    Response refusal(ApiMethod method, String chatId, Moment at) {
        YearMonth now = YearMonth.from(at.calendar().atOffset(ZoneOffset.UTC));
        if (!now.equals(month)) {
            month = now;
            known.clear();
            used = 0;
        }
        if (!known.contains(chatId) && known.size() == CORRESPONDENTS) {
            return Response.json(466, Json.write(exceeded(method)));
        }
        known.add(chatId);
        used++;
        return null;
    }

    private Map<String, Object> exceeded(ApiMethod method) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("invokeStatus", status(method.name().toLowerCase(Locale.ROOT), used, 0, "QUOTE_ALLOWED"));
        Map<String, Object> people =
                status("correspondents", known.size(), CORRESPONDENTS, "CORRESPONDENTS_QUOTE_EXCEEDED");
        people.put(
                "description",
                "Monthly quota has been exceeded. You can only interact with users from these numbers: "
                        + String.join(",", known));
        body.put("correspondentsStatus", people);
        return body;
    }

    private static Map<String, Object> status(String method, int used, int total, String status) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("method", method);
        all.put("used", used);
        all.put("total", total);
        all.put("status", status);
        return all;
    }
}
