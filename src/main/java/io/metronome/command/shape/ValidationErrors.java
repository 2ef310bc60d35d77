package io.metronome.command.shape;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;

/** The mistakes of one document, and the two numbers in it that matter to the pace. */
public final class ValidationErrors {
    /** The most problems that are listed; the rest is counted, so that a dead letter's header stays small. */
    private static final int MOST = 32;

    private final String root;
    private final boolean unknownFieldsPass;
    private @Nullable List<String> problems;
    private int untold;
    private int typingMillis;
    private int delayMillis;
    private @Nullable Set<String> distinct;

    /**
     * @param root the document's name at the beginning of every path, or an empty text
     * @param unknownFieldsPass whether unknown fields are let through
     */
    public ValidationErrors(String root, boolean unknownFieldsPass) {
        this.root = root;
        this.unknownFieldsPass = unknownFieldsPass;
    }

    /** Returns true if unknown fields are let through. */
    public boolean unknownFieldsPass() {
        return unknownFieldsPass;
    }

    /** Adds the problem that the current value is not allowed, and skips the value. Always returns false. */
    public boolean refuse(JsonParser json, String allowed, String found) {
        add(path(json), "must be " + allowed + ", found " + found);
        json.skipChildren();
        return false;
    }

    /** Adds a problem of the field at that path; an empty path is the document itself. */
    public void add(String path, String problem) {
        add(path.isEmpty() ? problem : path + ": " + problem);
    }

    /** Adds a problem. */
    public void add(String problem) {
        if (problems == null) {
            problems = new ArrayList<>();
        }
        if (problems.size() < MOST) {
            problems.add(problem);
        } else {
            untold++;
        }
    }

    /** All problems; beyond {@value #MOST} the last entry counts the rest. */
    public List<String> problems() {
        if (problems == null) {
            return List.of();
        }
        if (untold == 0) {
            return List.copyOf(problems);
        }
        List<String> all = new ArrayList<>(problems);
        all.add("and " + untold + (untold == 1 ? " more problem" : " more problems"));
        return all;
    }

    /** Returns true if there is no problem. */
    public boolean isClean() {
        return problems == null;
    }

    /** The path of the current value, such as {@code body.participants[2]}. */
    public String path(JsonParser json) {
        StringBuilder path = new StringBuilder(root);
        append(path, json.streamReadContext());
        return path.toString();
    }

    /** The path of a field of the object that the parser stands on or in. */
    public String path(JsonParser json, String field) {
        String object = path(json);
        return object.isEmpty() ? field : object + '.' + field;
    }

    private static void append(StringBuilder path, @Nullable TokenStreamContext context) {
        if (context == null) {
            return;
        }
        append(path, context.getParent());
        if (context.inArray() && context.hasCurrentIndex()) {
            path.append('[').append(context.getCurrentIndex()).append(']');
        } else if (context.inObject() && context.hasCurrentName()) {
            path.append(path.isEmpty() ? "" : ".").append(JsonDescription.clip(context.currentName()));
        }
    }

    /** An array begins, in which texts may stand that an earlier array had. */
    void forgetDistinct() {
        distinct = null;
    }

    /** Returns true if the array under way did not have that text before. */
    boolean isDistinct(String text) {
        if (distinct == null) {
            distinct = new LinkedHashSet<>();
        }
        return distinct.add(text);
    }

    /** Stores the document's typing time. */
    public void typing(int millis) {
        typingMillis = millis;
    }

    /** The typing time in milliseconds, or 0. */
    public int typingMillis() {
        return typingMillis;
    }

    /** Stores the delay between messages that the document asks for. */
    public void delay(int millis) {
        delayMillis = millis;
    }

    /** The delay in milliseconds, or 0. */
    public int delayMillis() {
        return delayMillis;
    }
}
