package io.metronome.command.shape;

/** A field of an object. {@code null} counts as absent: fine in an optional field, missing in a required one. */
public record NamedField(String name, boolean required, Shape shape) {

    /** A field that must be there. */
    public static NamedField required(String name, Shape shape) {
        return new NamedField(name, true, shape);
    }

    /** A field that may be left out. */
    public static NamedField optional(String name, Shape shape) {
        return new NamedField(name, false, shape);
    }
}
