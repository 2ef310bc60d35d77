package io.metronome.command;

/** The messenger behind an instance; it decides which methods there are and how their URLs begin. */
public enum Messenger {
    WHATSAPP(""),
    MAX("/v3");

    private final String pathPrefix;

    Messenger(String pathPrefix) {
        this.pathPrefix = pathPrefix;
    }

    /** What stands before {@code /waInstance…} in a URL: nothing, or {@code /v3}. */
    public String pathPrefix() {
        return pathPrefix;
    }
}
