package io.metronome.observe.board;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An element of a page. Only the elements and attributes of a short list can be made, none of which runs a script, and
 * links lead to this worker's own pages only.
 */
final class HtmlElement implements HtmlNode {
    private static final Set<String> TAGS = Set.of("""
            html head meta title link script body header main footer nav section div p h1 h2 h3 ul ol li dl dt dd table
            caption thead tbody tr th td a span strong code pre bdi time form label input select option button
            """.strip().split("\\s+", -1));
    private static final Set<String> ATTRIBUTES = Set.of("""
            lang charset name content rel src defer class id scope href role tabindex title for type value placeholder
            method action selected inputmode maxlength autocomplete datetime colspan hidden
            aria-label aria-labelledby aria-hidden aria-live aria-current aria-sort
            data-key data-action data-instance data-command data-line data-board
            """.strip().split("\\s+", -1));
    private static final Set<String> ADDRESSES = Set.of("href", "src", "action");
    private static final Pattern OWN_ADDRESS = Pattern.compile("[?#][^\\s\\\\]*|\\.?/?|[a-z]+(\\.[a-z]+)?(#[a-z]+)?");

    private final String tag;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<HtmlNode> children = new ArrayList<>();

    private HtmlElement(String tag) {
        this.tag = tag;
    }

    /** An element with those children. */
    static HtmlElement of(String tag, HtmlNode... children) {
        if (!TAGS.contains(tag)) {
            throw new IllegalArgumentException("a page has no element " + tag);
        }
        return new HtmlElement(tag).add(children);
    }

    /** An element with that text. */
    static HtmlElement of(String tag, String text) {
        return of(tag, new TextNode(text));
    }

    /** A link to a page of this worker. */
    static HtmlElement link(String address, String text) {
        return of("a", text).with("href", address);
    }

    /** This element, with one more attribute. */
    HtmlElement with(String name, String value) {
        if (!ATTRIBUTES.contains(name)) {
            throw new IllegalArgumentException("a page has no attribute " + name);
        } else if (ADDRESSES.contains(name) && !OWN_ADDRESS.matcher(value).matches()) {
            throw new IllegalArgumentException("a page has links to its own worker only");
        }
        attributes.put(name, TextNode.visible(value));
        return this;
    }

    /** This element, with more children. */
    HtmlElement add(HtmlNode... more) {
        Collections.addAll(children, more);
        return this;
    }

    /** This element, with that text as its last child. */
    HtmlElement text(String text) {
        return add(new TextNode(text));
    }

    String tag() {
        return tag;
    }

    Map<String, String> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    List<HtmlNode> children() {
        return Collections.unmodifiableList(children);
    }
}
