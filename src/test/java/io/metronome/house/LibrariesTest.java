package io.metronome.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Each library is used in named packages only. A library can be exchanged there, and nothing else changes. */
@AnalyzeClasses(packages = "io.metronome", importOptions = DoNotIncludeTests.class)
class LibrariesTest {

    @ArchTest
    static final ArchRule kafka =
            guest("org.apache.kafka..", PackageRules.outside("intake", "ledger", "control", "app"));

    @ArchTest
    static final ArchRule reactorNetty =
            guest("reactor.netty..", PackageRules.outside("delivery", "observe", "emulator", "app"));

    @ArchTest
    static final ArchRule netty = guest("io.netty..", PackageRules.outside("delivery", "observe", "emulator", "app"));

    @ArchTest
    static final ArchRule micrometer = guest("io.micrometer..", PackageRules.outside("observe", "app"));

    @ArchTest
    static final ArchRule prometheus = guest("io.prometheus..", PackageRules.outside("observe"));

    @ArchTest
    static final ArchRule openTelemetry = guest("io.opentelemetry..", PackageRules.outside("observe"));

    @ArchTest
    static final ArchRule jackson = guest(
            "tools.jackson..",
            PackageRules.outside("command", "config", "delivery", "emulator").and(DescribedPredicate.not(codecs())));

    @ArchTest
    static final ArchRule oldJackson = guest("com.fasterxml.jackson..", DescribedPredicate.alwaysTrue());

    @ArchTest
    static final ArchRule circuitBreakers = guest("io.github.resilience4j..", PackageRules.outside("dispatch"));

    @ArchTest
    static final ArchRule commandLine = guest("picocli..", PackageRules.outside("app"));

    @ArchTest
    static final ArchRule loggingBackend = guest("ch.qos.logback..", PackageRules.outside("app"));

    private static ArchRule guest(String library, DescribedPredicate<JavaClass> others) {
        return noClasses()
                .that(others)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> codecs() {
        return DescribedPredicate.describe(
                "are codecs", type -> type.getName().replaceFirst("\\$.*", "").endsWith("Codec"));
    }
}
