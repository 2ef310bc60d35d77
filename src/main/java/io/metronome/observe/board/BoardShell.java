package io.metronome.observe.board;

import java.util.List;

/** The page around the changing elements: head, links, and the line that says how old it is. */
final class BoardShell {
    private static final List<String> PAGES =
            List.of("runbook", "metrics", "livez", "readyz", "instances", "workers", "audit", "openapi.json");

    private BoardShell() {}

    static HtmlElement of(String title, List<HtmlElement> nodes, long nowMillis) {
        HtmlElement main = HtmlElement.of("main").with("id", "board").with("tabindex", "-1");
        nodes.forEach(main::add);
        return page(title, HtmlElement.of("script").with("src", "board.js").with("defer", ""), header(nowMillis), main);
    }

    /** A page with that head and body, and links to the others. */
    static HtmlElement page(String title, HtmlElement more, HtmlElement header, HtmlElement main) {
        HtmlElement head = HtmlElement.of(
                "head",
                HtmlElement.of("meta").with("charset", "utf-8"),
                HtmlElement.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                HtmlElement.of("title", title),
                HtmlElement.of("link").with("rel", "stylesheet").with("href", "board.css"),
                more);
        HtmlElement links = HtmlElement.of("ul");
        PAGES.forEach(page -> links.add(HtmlElement.of("li", HtmlElement.link(page, "/" + page))));
        HtmlElement footer =
                HtmlElement.of("footer", HtmlElement.of("nav", links).with("aria-label", "Other pages"));
        return HtmlElement.of("html", head, HtmlElement.of("body", header, main, footer))
                .with("lang", "en");
    }

    private static HtmlElement header(long nowMillis) {
        HtmlElement age = HtmlElement.of(
                        "span",
                        new TextNode("As of "),
                        BoardParts.moment(nowMillis, nowMillis),
                        new TextNode(" UTC. Reload for a newer one."))
                .with("id", "age");
        return HtmlElement.of(
                "header",
                HtmlElement.link("#board", "Skip to the board").with("class", "skip"),
                HtmlElement.of("p", BoardParts.inside(HtmlElement.link("./", "metronome")), new TextNode(" "), age),
                HtmlElement.of("p").with("id", "told").with("role", "status").with("class", "hidden"));
    }
}
