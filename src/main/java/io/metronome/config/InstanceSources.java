package io.metronome.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The files with instances: one file, the files of a folder that end in .yaml, .yml or .json, or those that a glob names
 * in its last part. Hidden files do not count, nor do folders in a folder.
 */
record InstanceSources(Path named) {
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");
    private static final String IN_A_FOLDER = "*.{yaml,yml,json}";

    /** The files have changed when one of these has. */
    record Stamp(Path file, FileTime modified, long size) {}

    /**
     * Lists the files in the order of their names. A single file is listed even where it does not exist.
     *
     * @throws IOException where the folder cannot be listed; the message tells people why
     */
    List<Path> files() throws IOException {
        if (Files.isDirectory(named)) {
            return list(named, IN_A_FOLDER);
        }
        Path name = named.getFileName();
        if (name == null
                || Files.exists(named)
                || !GLOB.matcher(name.toString()).find()) {
            return List.of(named);
        }
        Path parent = named.getParent();
        return list(parent == null ? Path.of("") : parent, name.toString());
    }

    /** The time and size of each file, to compare with the next look. Empty where there is no file. */
    List<Stamp> stamps() {
        List<Stamp> stamps = new ArrayList<>();
        try {
            for (Path file : files()) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                stamps.add(new Stamp(file, attributes.lastModifiedTime(), attributes.size()));
            }
            return stamps;
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static List<Path> list(Path folder, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)
                        && !entry.getFileName().toString().startsWith(".")) {
                    files.add(entry);
                }
            }
        } catch (PatternSyntaxException broken) {
            throw new IOException("the glob is broken: " + broken.getDescription(), broken);
        }
        files.sort(null);
        return files;
    }
}
