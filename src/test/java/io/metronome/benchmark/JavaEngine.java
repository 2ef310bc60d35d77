package io.metronome.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A main class that gets the run as system properties: {@code bootstrap}, {@code commands}, {@code results} (topics),
 * {@code group}, {@code api} (the stub's address), {@code token}, {@code count}, {@code instances} and
 * {@code in-flight}. It posts each command's body to {@code API/waInstanceID/sendMessage/TOKEN}, and writes a result
 * with the fields {@code commandId} and {@code idMessage} to the results topic. It keeps no pace.
 */
record JavaEngine(String name, boolean usesKafka, String classPath, String mainClass) implements Engine {
    @Override
    public boolean keepsPace() {
        return false;
    }

    @Override
    public EngineProcess start(EngineSetup setup) throws IOException {
        List<String> line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                EngineProcess.HEAP,
                "-XX:+UseG1GC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsun.misc.unsafe.memory.access=allow",
                "-Dlogback.configurationFile=engine-logback.xml",
                "-Dbootstrap=" + setup.bootstrapServers(),
                "-Dcommands=" + setup.topics().commands(),
                "-Dresults=" + setup.topics().results(),
                "-Dgroup=" + setup.topics().group(),
                "-Dapi=" + setup.api(),
                "-Dtoken=" + EngineSetup.TOKEN,
                "-Dcount=" + setup.workload().commands(),
                "-Dinstances=" + setup.workload().instances(),
                "-Din-flight=" + EngineSetup.IN_FLIGHT,
                "-classpath",
                classPath,
                mainClass);
        return EngineProcess.start(line, Map.of(), setup.folder());
    }
}
