package io.metronome.command.shape;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;

/** What reading one document brought to light: its mistakes, and the two numbers that rule the pace. */
public final class ValidationErrors {
    /** Problems told one by one; what is beyond is counted, so that a dead letter's header stays small. */
    private static final int MOST = 32;

    private final String root;
    private final boolean unknownFieldsPass;
    private @Nullable List<String> problems;
    private int untold;
    private int typingMillis;
    private int delayMillis;

    /**
     * @param root the document's own name in front of every path, or nothing
     * @param unknownFieldsPass whether fields that no shape knows are let through
     */
    public ValidationErrors(String root, boolean unknownFieldsPass) {
        this.root = root;
        this.unknownFieldsPass = unknownFieldsPass;
    }

    /** Whether fields that no shape knows are let through. */
    public boolean unknownFieldsPass() {
        return unknownFieldsPass;
    }

    /** Notes that the current value is not what it must be, and steps over it. Always false. */
    public boolean refuse(JsonParser json, String allowed, String found) {
        add(path(json), "must be " + allowed + ", found " + found);
        json.skipChildren();
        return false;
    }

    /** Notes a problem of the field at that path; an empty path is the document itself. */
    public void add(String path, String problem) {
        add(path.isEmpty() ? problem : path + ": " + problem);
    }

    /** Notes a problem in its own words. */
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

    /** Every problem; beyond {@value #MOST} the last entry counts the rest. */
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

    /** Whether nothing was wrong. */
    public boolean isClean() {
        return problems == null;
    }

    /** Where the parser stands: the way to the current value, as {@code body.participants[2]}. */
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

    /** Notes the document's typing time. */
    public void typing(int millis) {
        typingMillis = millis;
    }

    /** The typing time that was noted, in milliseconds, or 0. */
    public int typingMillis() {
        return typingMillis;
    }

    /** Notes the delay between messages that the document asks for. */
    public void delay(int millis) {
        delayMillis = millis;
    }

    /** The delay that was noted, in milliseconds, or 0. */
    public int delayMillis() {
        return delayMillis;
    }
}
