package io.metronome.delivery;

import org.jspecify.annotations.Nullable;

/** The visible text of an HTML page. Takes time in proportion to the page's length, because any host may send it. */
final class HtmlText {
    private static final int LONGEST_ENTITY = 10;

    private final String html;
    private boolean hasComments = true;
    private boolean hasScripts = true;
    private boolean hasStyles = true;

    private HtmlText(String html) {
        this.html = html;
    }

    /** The text without tags, comments, scripts and styles, each replaced by a blank, and with its entities decoded. */
    static String visible(String html) {
        return decoded(new HtmlText(html).withoutTags());
    }

    private String withoutTags() {
        StringBuilder seen = new StringBuilder();
        int at = 0;
        while (at < html.length()) {
            int open = html.indexOf('<', at);
            if (open < 0) {
                return seen.append(html, at, html.length()).toString();
            }
            seen.append(html, at, open).append(' ');
            at = behind(open);
        }
        return seen.toString();
    }

    /* Each search for an end that fails is the last of its kind: it went to the end of the page. */
    private int behind(int open) {
        int end = -1;
        if (hasComments && html.startsWith("<!--", open)) {
            int close = html.indexOf("-->", open + 4);
            hasComments = close >= 0;
            end = hasComments ? close + 3 : -1;
        } else if (hasScripts && opens("script", open)) {
            end = behindElement("script", open);
            hasScripts = end >= 0;
        } else if (hasStyles && opens("style", open)) {
            end = behindElement("style", open);
            hasStyles = end >= 0;
        }
        return end >= 0 ? end : behindTag(open);
    }

    private boolean opens(String element, int open) {
        int end = open + 1 + element.length();
        return html.regionMatches(true, open + 1, element, 0, element.length())
                && (end >= html.length() || !Character.isLetterOrDigit(html.charAt(end)));
    }

    private int behindElement(String element, int open) {
        for (int close = html.indexOf("</", open); close >= 0; close = html.indexOf("</", close + 2)) {
            if (html.regionMatches(true, close + 2, element, 0, element.length())) {
                int end = close + 2 + element.length();
                while (end < html.length() && Character.isWhitespace(html.charAt(end))) {
                    end++;
                }
                if (end < html.length() && html.charAt(end) == '>') {
                    return end + 1;
                }
            }
        }
        return -1;
    }

    private int behindTag(int open) {
        int close = html.indexOf('>', open);
        return close < 0 ? html.length() : close + 1;
    }

    private static String decoded(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            int end = text.charAt(at) == '&' ? endOfEntity(text, at) : -1;
            String meaning = end < 0 ? null : meaning(text.substring(at + 1, end));
            plain.append(meaning == null ? text.substring(at, at + 1) : meaning);
            at = meaning == null ? at : end;
        }
        return plain.toString();
    }

    private static int endOfEntity(String text, int from) {
        int last = Math.min(text.length(), from + LONGEST_ENTITY);
        for (int at = from + 1; at < last; at++) {
            if (text.charAt(at) == ';') {
                return at;
            }
        }
        return -1;
    }

    private static @Nullable String meaning(String entity) {
        return switch (entity) {
            case "nbsp" -> " ";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            case "amp" -> "&";
            default -> entity.startsWith("#") ? numbered(entity.substring(1)) : null;
        };
    }

    private static @Nullable String numbered(String number) {
        boolean isHex = number.startsWith("x") || number.startsWith("X");
        try {
            int point = isHex ? Integer.parseInt(number.substring(1), 16) : Integer.parseInt(number);
            return Character.isValidCodePoint(point) ? Character.toString(point) : null;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
