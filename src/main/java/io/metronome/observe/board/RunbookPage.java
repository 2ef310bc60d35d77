package io.metronome.observe.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The runbook as a page whose sections can be linked. It knows the few forms of Markdown that the runbook uses. */
final class RunbookPage {
    private static final Pattern SECTION = Pattern.compile("(?m)^## ");
    private static final Pattern BLOCK = Pattern.compile("\\n\\s*\\n");
    private static final Pattern ITEM = Pattern.compile("(?m)^(?:\\*|\\d+\\.) +");
    private static final Pattern INLINE =
            Pattern.compile("\\*\\*(?<strong>[^*]+)\\*\\*|`(?<code>[^`]+)`|\\[(?<text>[^]]+)]\\((?<target>[^)]+)\\)");
    private static final Pattern OWN_SECTION = Pattern.compile("#[a-z]+");

    private RunbookPage() {}

    /** @param markdown the runbook */
    static HtmlElement of(String markdown) {
        List<String> parts = new ArrayList<>(List.of(SECTION.split(markdown, -1)));
        HtmlElement main = HtmlElement.of("main").with("id", "board").with("tabindex", "-1");
        main.add(HtmlElement.of("h1", "Runbook"));
        text(main, parts.removeFirst().replaceFirst("^# .*\\R+", ""));
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
        HtmlElement section = HtmlElement.of(
                        "section", HtmlElement.of("h2", heading).with("id", heading.toLowerCase(Locale.ROOT)))
                .with("class", "prose");
        return text(section, end < 0 ? "" : part.substring(end + 1));
    }

    private static HtmlElement text(HtmlElement parent, String text) {
        for (String block : BLOCK.split(text.strip(), -1)) {
            if (block.startsWith("```")) {
                String code = block.replaceFirst("^```.*\\R", "").replaceFirst("\\R?```$", "");
                parent.add(HtmlElement.of("pre", code));
            } else if (block.startsWith("|")) {
                parent.add(HtmlElement.of("pre", block));
            } else if (ITEM.matcher(block).lookingAt()) {
                HtmlElement list = HtmlElement.of(block.startsWith("*") ? "ul" : "ol");
                ITEM.splitAsStream(block)
                        .filter(item -> !item.isBlank())
                        .forEach(item -> list.add(inline(HtmlElement.of("li"), item)));
                parent.add(list);
            } else {
                parent.add(inline(HtmlElement.of("p"), block));
            }
        }
        return parent;
    }

    private static HtmlElement inline(HtmlElement parent, String text) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
        int at = 0;
        Matcher forms = INLINE.matcher(line);
        while (forms.find()) {
            parent.text(line.substring(at, forms.start())).add(form(forms.toMatchResult()));
            at = forms.end();
        }
        return parent.text(line.substring(at));
    }

    /* A link to another page than this one leads nowhere on a worker: its text stays. */
    private static HtmlElement form(MatchResult form) {
        if (form.group("strong") != null) {
            return HtmlElement.of("strong", form.group("strong"));
        } else if (form.group("code") != null) {
            return HtmlElement.of("code", form.group("code"));
        }
        String target = form.group("target");
        return OWN_SECTION.matcher(target).matches()
                ? HtmlElement.link(target, form.group("text"))
                : HtmlElement.of("span", form.group("text"));
    }
}
