package io.metronome.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports go down the layers only, and the seven packages of one layer do not know each other. */
@AnalyzeClasses(packages = "io.metronome", importOptions = DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule commandKnowsNobody = layer("command").because("it holds the types that all packages share");

    @ArchTest
    static final ArchRule intakeKnowsCommand = layer("intake", "command");

    @ArchTest
    static final ArchRule pacingKnowsCommand = layer("pacing", "command");

    @ArchTest
    static final ArchRule deliveryKnowsCommand = layer("delivery", "command");

    @ArchTest
    static final ArchRule ledgerKnowsCommand = layer("ledger", "command");

    @ArchTest
    static final ArchRule replyKnowsCommand = layer("reply", "command");

    @ArchTest
    static final ArchRule controlKnowsCommand = layer("control", "command");

    @ArchTest
    static final ArchRule spillKnowsNobody = layer("spill").because("it keeps bytes, whatever they mean");

    @ArchTest
    static final ArchRule emulatorKnowsCommand =
            layer("emulator", "command").because("it stands in for GREEN-API, not for a part of the worker");

    @ArchTest
    static final ArchRule dispatchJoinsThePackagesBelow =
            layer("dispatch", "intake", "pacing", "delivery", "ledger", "control", "reply", "spill", "command");

    @ArchTest
    static final ArchRule viewsKnowNoOtherPackageOfDispatch =
            layer("dispatch.view", "command").because("they are values that every thread may have");

    @ArchTest
    static final ArchRule loopKnowsNoOtherPackageOfDispatch =
            layer("dispatch.loop", "intake", "pacing", "delivery", "ledger", "control", "reply", "spill", "command");

    @ArchTest
    static final ArchRule hostKnowsLoop = layer(
                    "dispatch.host",
                    "dispatch.loop",
                    "intake",
                    "pacing",
                    "delivery",
                    "ledger",
                    "control",
                    "reply",
                    "spill",
                    "command")
            .because("it knows neither partitions nor lanes");

    @ArchTest
    static final ArchRule partitionKnowsLoop = layer(
                    "dispatch.partition",
                    "dispatch.loop",
                    "intake",
                    "pacing",
                    "delivery",
                    "ledger",
                    "control",
                    "reply",
                    "spill",
                    "command")
            .because("it knows neither hosts nor lanes");

    @ArchTest
    static final ArchRule instanceKnowsPartitionAndHost = layer(
            "dispatch.instance",
            "dispatch.partition",
            "dispatch.host",
            "dispatch.loop",
            "dispatch.view",
            "intake",
            "pacing",
            "delivery",
            "ledger",
            "control",
            "reply",
            "spill",
            "command");

    @ArchTest
    static final ArchRule observeHearsThePipeline = layer(
            "observe",
            "dispatch.loop",
            "dispatch.view",
            "intake",
            "pacing",
            "delivery",
            "ledger",
            "control",
            "reply",
            "spill",
            "command");

    @ArchTest
    static final ArchRule configKnowsThePackagesItConfigures = layer(
            "config", "dispatch", "intake", "pacing", "delivery", "ledger", "control", "reply", "spill", "command");

    @ArchTest
    static final ArchRule nobodyKnowsApp = noClasses()
            .that()
            .resideOutsideOfPackage("io.metronome.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.metronome.app..");

    @ArchTest
    static final ArchRule everyClassIsInAPackage = classes()
            .should()
            .resideInAnyPackage(PackageRules.packages(
                    "app",
                    "config",
                    "observe",
                    "dispatch",
                    "intake",
                    "pacing",
                    "delivery",
                    "ledger",
                    "control",
                    "reply",
                    "spill",
                    "command",
                    "emulator"));

    @ArchTest
    static final ArchRule thereAreNoCycles =
            slices().matching("io.metronome.(**)").should().beFreeOfCycles();

    /** The first package may know the others, the JDK and libraries ({@link LibrariesTest} has the rules for those). */
    private static ArchRule layer(String own, String... known) {
        return noClasses()
                .that()
                .resideInAPackage("io.metronome." + own + "..")
                .should()
                .dependOnClassesThat(PackageRules.metronomeOutside(own, known))
                .allowEmptyShould(true);
    }
}
