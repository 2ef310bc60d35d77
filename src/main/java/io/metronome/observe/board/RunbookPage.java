package io.metronome.observe.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The runbook as a page: its sections can be linked, and its text stays as it was written. */
final class RunbookPage {
    private static final Pattern SECTION = Pattern.compile("(?m)^## ");

    private RunbookPage() {}

    /** @param markdown the runbook */
    static HtmlElement of(String markdown) {
        List<String> parts = new ArrayList<>(List.of(SECTION.split(markdown, -1)));
        HtmlElement main = HtmlElement.of("main").with("id", "board").with("tabindex", "-1");
        main.add(HtmlElement.of("h1", "Runbook"), text(parts.removeFirst().replaceFirst("^# .*\\R+", "")));
        parts.forEach(part -> main.add(section(part)));
        HtmlElement header = HtmlElement.of(
                "header",
                HtmlElement.link("#board", "Skip to the runbook").with("class", "skip"),
                HtmlElement.of("p", HtmlElement.link("./", "metronome")));
        HtmlElement search = HtmlElement.of("meta").with("name", "robots").with("content", "noindex");
        return BoardShell.page("Runbook – metronome", search, header, main);
    }

    private static HtmlElement section(String part) {
        int end = part.indexOf('\n');
        String heading = (end < 0 ? part : part.substring(0, end)).strip();
        String body = end < 0 ? "" : part.substring(end + 1);
        return HtmlElement.of(
                "section",
                HtmlElement.of("h2", heading).with("id", heading.toLowerCase(Locale.ROOT)),
                text(body.strip()));
    }

    private static HtmlElement text(String text) {
        return HtmlElement.of("pre", text).with("class", "prose");
    }
}
