package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.record.internal.CompressionType;
import org.junit.jupiter.api.Test;

class CodecsTest {
    @Test
    void everyCompressionCanBeUsedHere() {
        assertThat(Codecs.problems()).isEmpty();
    }

    @Test
    void aLibraryThatCannotBeLoadedIsNamedWithTheWayToMendIt() {
        assertThat(Codecs.problems(type -> {
                    if (type == CompressionType.ZSTD) {
                        throw new UnsatisfiedLinkError("no zstd-jni in java.library.path");
                    }
                }))
                .singleElement()
                .asString()
                .contains("zstd", "no zstd-jni", System.getProperty("java.io.tmpdir"), "mend it with");
    }
}
