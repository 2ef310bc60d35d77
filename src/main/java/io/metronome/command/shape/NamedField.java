package io.metronome.command.shape;

/** A field of an object. A {@code null} counts as absent, so a required field must not be {@code null}. */
public record NamedField(String name, boolean required, Shape shape) {

    /** A field that must be present. */
    public static NamedField required(String name, Shape shape) {
        return new NamedField(name, true, shape);
    }

    /** A field that may be absent. */
    public static NamedField optional(String name, Shape shape) {
        return new NamedField(name, false, shape);
    }
}
