package io.metronome.observe.board;

import io.metronome.dispatch.view.InstanceView.Activity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts that the sections of the board have in common. */
final class BoardParts {
    /* A worker's client id ends with its address, and Kafka puts a UUID behind it. */
    private static final Pattern MEMBER = Pattern.compile("[^@]*@(https?://[^@]+)-[0-9a-f-]{36}");

    private BoardParts() {}

    /**
     * A table with a heading, which can be scrolled on a narrow screen.
     *
     * @param columns the heads of the columns; one that begins with # stands over numbers
     */
    static HtmlElement table(String id, String heading, List<String> columns, List<HtmlElement> rows, String empty) {
        HtmlElement section = HtmlElement.of(
                        "section", HtmlElement.of("h2", heading).with("id", id + "-heading"))
                .with("data-key", id);
        if (rows.isEmpty()) {
            return section.add(HtmlElement.of("p", empty).with("class", "none"));
        }
        HtmlElement head = HtmlElement.of("tr");
        columns.forEach(column -> head.add(columnHead(column)));
        HtmlElement body = HtmlElement.of("tbody");
        rows.forEach(body::add);
        HtmlElement table = HtmlElement.of(
                "table",
                HtmlElement.of("caption", heading).with("class", "hidden"),
                HtmlElement.of("thead", head),
                body);
        return section.add(HtmlElement.of("div", table)
                .with("class", "wide")
                .with("role", "region")
                .with("aria-labelledby", id + "-heading")
                .with("tabindex", "0"));
    }

    private static HtmlElement columnHead(String column) {
        HtmlElement head = HtmlElement.of("th", column.replaceFirst("^#", "")).with("scope", "col");
        return column.startsWith("#") ? head.with("class", "number") : head;
    }

    /** A row of a table; the key tells it from the others of the page. */
    static HtmlElement row(String key, HtmlElement... cells) {
        return HtmlElement.of("tr", cells).with("data-key", key);
    }

    static HtmlElement cell(String text) {
        return HtmlElement.of("td", text);
    }

    static HtmlElement cell(HtmlNode... parts) {
        return HtmlElement.of("td", parts);
    }

    static HtmlElement number(String text) {
        return HtmlElement.of("td", text).with("class", "number");
    }

    static HtmlElement rowHead(HtmlNode... parts) {
        return HtmlElement.of("th", parts).with("scope", "row");
    }

    /** Text of a producer or an operator, which does not turn the direction of what is beside it. */
    static HtmlElement foreign(String text) {
        return HtmlElement.of("bdi", text);
    }

    /** A moment; a dash where there is none. */
    static HtmlElement moment(@Nullable Long millis, long nowMillis) {
        return millis == null
                ? HtmlElement.of("span", "–")
                : HtmlElement.of("time", BoardText.second(millis, nowMillis))
                        .with("datetime", Instant.ofEpochMilli(millis).toString());
    }

    /** The activity of an instance as a word, an icon and a colour. */
    static HtmlElement state(Activity state) {
        String icon = switch (state) {
            case IDLE -> "○";
            case ACTIVE -> "▶";
            case HELD -> "✕";
            case PAUSED -> "‖";
            case MISSING -> "?";
        };
        return badge(state.label(), icon, state.label());
    }

    /** A word with an icon and a colour. */
    static HtmlElement badge(String kind, String icon, String word) {
        return HtmlElement.of(
                        "span", HtmlElement.of("span", icon).with("aria-hidden", "true"), new TextNode(" " + word))
                .with("class", "state " + kind.toLowerCase(Locale.ROOT));
    }

    /** A button of the script; without it there is none. */
    static HtmlElement button(String action, String word, String of, String instance) {
        return HtmlElement.of("button", word)
                .with("type", "button")
                .with("class", "live")
                .with("aria-label", word + " " + of)
                .with("data-action", action)
                .with("data-instance", instance)
                .with("data-key", action);
    }

    /** A command line to copy. */
    static HtmlElement line(String line) {
        return HtmlElement.of(
                        "span",
                        words(line),
                        HtmlElement.of("button", "Copy")
                                .with("type", "button")
                                .with("class", "live")
                                .with("aria-label", "Copy: " + line)
                                .with("data-action", "copy")
                                .with("data-line", line))
                .with("class", "line");
    }

    /* A line breaks between its words only. */
    private static HtmlElement words(String line) {
        HtmlElement code = HtmlElement.of("code");
        for (String word : line.split(" ", -1)) {
            code.add(HtmlElement.of("span", word), new TextNode(" "));
        }
        return code;
    }

    /** The address of a worker or a host, without the scheme. Of a member's id the address that is in it. */
    static HtmlElement address(String text) {
        return foreign(shortAddress(text)).with("title", text);
    }

    /** That address as a plain text. */
    static String shortAddress(String text) {
        Matcher member = MEMBER.matcher(text);
        String url = member.matches() ? member.group(1) : text;
        return url.replaceFirst("^https?://", "");
    }

    /** Whether the text names a member of the group; otherwise it is a sentence. */
    static boolean isMember(String text) {
        return !text.contains(" ");
    }

    static HtmlElement instanceLink(String instance) {
        return inside(HtmlElement.link("?instance=" + encoded(instance), instance));
    }

    static HtmlElement commandLink(String instance, String commandId) {
        HtmlElement link = HtmlElement.of("a", foreign(commandId))
                .with("href", "?instance=" + encoded(instance) + "&command=" + encoded(commandId));
        return inside(link);
    }

    /** That link, which the script follows without leaving the page. */
    static HtmlElement inside(HtmlElement link) {
        return link.with("data-board", "");
    }

    static HtmlElement runbookLink(String section) {
        return HtmlElement.link("runbook#" + section.toLowerCase(Locale.ROOT), "Runbook: " + section);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A term and what is said of it, for a list of such. */
    static void fact(HtmlElement list, String term, HtmlNode... said) {
        list.add(HtmlElement.of("div", HtmlElement.of("dt", term), HtmlElement.of("dd", said))
                .with("data-key", term));
    }

    static void fact(HtmlElement list, String term, String said) {
        fact(list, term, new TextNode(said));
    }

    /** A text as one word of a shell. */
    static String shellWord(String text) {
        return text.matches("[A-Za-z0-9._:@/-]+") && !text.startsWith("-")
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }
}
