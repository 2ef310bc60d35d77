package io.metronome.simulation.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** All classes of metronome and of its simulation once more, one of them compiled from a source with a fault. */
public final class MutatedClasses extends ClassLoader {
    private static final String OURS = "io.metronome.";

    private final Map<String, byte[]> compiled;

    private MutatedClasses(Map<String, byte[]> compiled) {
        super(MutatedClasses.class.getClassLoader());
        this.compiled = compiled;
    }

    /** Compiles the source with the fault. The class path and the compiler are those of this JVM. */
    public static MutatedClasses with(SourceMutation mutation) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this JVM has no compiler: a JDK is needed");
        }
        Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "--release",
                "21",
                "-proc:none",
                "-nowarn",
                "-parameters",
                "-cp",
                System.getProperty("java.class.path"));
        JavaFileManager files = new InMemory(compiler.getStandardFileManager(null, null, null), written);
        boolean isFine = compiler.getTask(messages, files, null, options, null, List.of(new Source(mutation)))
                .call();
        if (!isFine) {
            throw new IllegalStateException("'" + mutation + "' does not compile: " + messages);
        }
        Map<String, byte[]> compiled = new LinkedHashMap<>();
        written.forEach((name, bytes) -> compiled.put(name, bytes.toByteArray()));
        return new MutatedClasses(compiled);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = compiled.containsKey(name) ? compiled.get(name) : unchanged(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] unchanged(String name) throws ClassNotFoundException {
        try (InputStream found = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (found == null) {
                throw new ClassNotFoundException(name);
            }
            return found.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        private Source(SourceMutation mutation) {
            super(URI.create("string:///" + mutation.className().replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = mutation.source();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written;

        private InMemory(JavaFileManager others, Map<String, ByteArrayOutputStream> written) {
            super(others);
            this.written = written;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return written.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
