package io.metronome.observe.board;

import io.metronome.observe.board.GroupStatus.StatusNotice;

/** The sentence at the head of the board, and what else people should know. */
final class StatusSection {
    private StatusSection() {}

    static HtmlElement of(GroupStatus status) {
        HtmlElement sentence = HtmlElement.of(
                "h1",
                HtmlElement.of("span", status.level().icon() + " ").with("aria-hidden", "true"),
                new TextNode(status.sentence()));
        HtmlElement section = HtmlElement.of("section", sentence)
                .with("class", "status " + status.level().label())
                .with("data-key", "status");
        HtmlElement line = HtmlElement.of("p", HtmlElement.of("strong", word(status)));
        if (status.section() != null) {
            line.text(" · ").add(BoardParts.runbookLink(status.section()));
        }
        section.add(line);
        if (!status.notices().isEmpty()) {
            HtmlElement list = HtmlElement.of("ul");
            for (StatusNotice notice : status.notices()) {
                HtmlElement item = HtmlElement.of("li", notice.text());
                list.add(
                        notice.section() == null
                                ? item
                                : item.text(" · ").add(BoardParts.runbookLink(notice.section())));
            }
            section.add(list);
        }
        return section;
    }

    /* With notices below it, "fine" alone would be read as if there were none. */
    private static String word(GroupStatus status) {
        return status.level() == GroupStatus.StatusLevel.GOOD
                        && !status.notices().isEmpty()
                ? "nothing urgent, but:"
                : status.level().word();
    }
}
