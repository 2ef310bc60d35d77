package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void sayHowManyInstancesThereAreAndWhetherTheFileIsGood() {
        AtomicInteger configured = new AtomicInteger(21);
        AtomicBoolean good = new AtomicBoolean(true);
        new InstancesFileMeters(configured::get, good::get).bindTo(registry);
        assertThat(value("metronome.instances.configured")).isEqualTo(21);
        assertThat(value("metronome.instances.file.good")).isEqualTo(1);
        good.set(false);
        assertThat(value("metronome.instances.file.good")).isZero();
    }

    @Test
    void sayWhenTheCertificateThatIsInUseExpires() {
        AtomicReference<Instant> end = new AtomicReference<>(Instant.ofEpochSecond(1_000));
        new CertificateMeter(end::get).bindTo(registry);
        end.set(Instant.ofEpochSecond(2_000));
        assertThat(value("metronome.certificate.expiry.timestamp.seconds")).isEqualTo(2_000);
    }

    @Test
    void haveNoEndForPlainHttp() {
        new CertificateMeter(null).bindTo(registry);
        assertThat(value("metronome.certificate.expiry.timestamp.seconds")).isNaN();
    }

    @Test
    void sayWhetherTheWorkerIsInItsGroup() {
        AtomicBoolean joined = new AtomicBoolean();
        new GroupMeter(joined::get).bindTo(registry);
        assertThat(value("metronome.group.member")).isZero();
        joined.set(true);
        assertThat(value("metronome.group.member")).isEqualTo(1);
    }

    private double value(String name) {
        return registry.get(name).gauge().value();
    }
}
