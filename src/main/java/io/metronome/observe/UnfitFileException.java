package io.metronome.observe;

import java.nio.file.Path;

/** A certificate or its key cannot be used. The message names the file, what was found, and what is allowed. */
public final class UnfitFileException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Path file;

    UnfitFileException(Path file, String found, String allowed) {
        super(file + ": found " + found + "; allowed is " + allowed);
        this.file = file;
    }

    /** The file with the mistake. */
    public Path file() {
        return file;
    }
}
