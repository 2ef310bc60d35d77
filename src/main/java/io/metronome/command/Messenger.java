package io.metronome.command;

/** The messenger of an instance. It determines the methods and the prefix of their URLs. */
public enum Messenger {
    WHATSAPP(""),
    MAX("/v3");

    private final String pathPrefix;

    Messenger(String pathPrefix) {
        this.pathPrefix = pathPrefix;
    }

    /** The part of a URL before {@code /waInstance…}: empty, or {@code /v3}. */
    public String pathPrefix() {
        return pathPrefix;
    }
}
