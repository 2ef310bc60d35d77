package io.metronome.command.shape;

/** A field of an object. {@code null} counts as absent: fine in an optional field, missing in a required one. */
public record Field(String name, boolean required, Shape shape) {

    /** A field that must be there. */
    public static Field required(String name, Shape shape) {
        return new Field(name, true, shape);
    }

    /** A field that may be left out. */
    public static Field optional(String name, Shape shape) {
        return new Field(name, false, shape);
    }
}
