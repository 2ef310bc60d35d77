package io.metronome.emulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The kind of a file, which the API tells by the extension of its name. */
enum FileKind {
    IMAGE("imageMessage", "image/", "jpg jpeg png webp gif"),
    VIDEO("videoMessage", "video/", "mp4 mov avi 3gp"),
    AUDIO("audioMessage", "audio/", "mp3 wav ogg m4a aac"),
    DOCUMENT("documentMessage", "application/", "");

    private final String typeMessage;
    private final String mimePrefix;
    private final String extensions;

    FileKind(String typeMessage, String mimePrefix, String extensions) {
        this.typeMessage = typeMessage;
        this.mimePrefix = mimePrefix;
        this.extensions = extensions;
    }

    static FileKind of(String fileName) {
        String extension = extension(fileName);
        for (FileKind kind : values()) {
            if (List.of(kind.extensions.split(" ")).contains(extension)) {
                return kind;
            }
        }
        return DOCUMENT;
    }

    private static String extension(String fileName) {
        return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Adds the fields that a journal has for such a file. */
    void describe(JsonNode body, Map<String, Object> entry) {
        String fileName = body.path("fileName").asString("");
        String extension = extension(fileName);
        entry.put("typeMessage", typeMessage);
        entry.put("downloadUrl", body.path("urlFile").asString(""));
        entry.put("fileName", fileName);
        entry.put("caption", body.path("caption").asString(""));
        entry.put("mimeType", mimePrefix + (extension.equals("mp3") ? "mpeg" : extension));
    }
}
