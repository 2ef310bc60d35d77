package io.metronome.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports go down the floors only, and the five rooms of one floor are strangers to each other. */
@AnalyzeClasses(packages = "io.metronome", importOptions = DoNotIncludeTests.class)
class FloorsTest {
    @ArchTest
    static final ArchRule commandKnowsNobody = room("command").because("it holds the words that all rooms share");

    @ArchTest
    static final ArchRule intakeKnowsCommand = room("intake", "command");

    @ArchTest
    static final ArchRule pacingKnowsCommand = room("pacing", "command");

    @ArchTest
    static final ArchRule deliveryKnowsCommand = room("delivery", "command");

    @ArchTest
    static final ArchRule ledgerKnowsCommand = room("ledger", "command");

    @ArchTest
    static final ArchRule replyKnowsCommand = room("reply", "command");

    @ArchTest
    static final ArchRule emulatorKnowsCommand =
            room("emulator", "command").because("it stands in for GREEN-API, not for a part of the worker");

    @ArchTest
    static final ArchRule dispatchJoinsTheRoomsBelow =
            room("dispatch", "intake", "pacing", "delivery", "ledger", "reply", "command");

    @ArchTest
    static final ArchRule loopKnowsNoOtherRoomOfDispatch =
            room("dispatch.loop", "intake", "pacing", "delivery", "ledger", "reply", "command");

    @ArchTest
    static final ArchRule hostKnowsLoop = room(
                    "dispatch.host", "dispatch.loop", "intake", "pacing", "delivery", "ledger", "reply", "command")
            .because("it knows neither partitions nor lanes");

    @ArchTest
    static final ArchRule partitionKnowsLoop = room(
                    "dispatch.partition", "dispatch.loop", "intake", "pacing", "delivery", "ledger", "reply", "command")
            .because("it knows neither hosts nor lanes");

    @ArchTest
    static final ArchRule instanceKnowsPartitionAndHost = room(
            "dispatch.instance",
            "dispatch.partition",
            "dispatch.host",
            "dispatch.loop",
            "intake",
            "pacing",
            "delivery",
            "ledger",
            "reply",
            "command");

    @ArchTest
    static final ArchRule observeHearsThePipeline =
            room("observe", "dispatch.loop", "intake", "pacing", "delivery", "ledger", "reply", "command");

    @ArchTest
    static final ArchRule configKnowsTheRoomsItConfigures =
            room("config", "dispatch", "intake", "pacing", "delivery", "ledger", "reply", "command");

    @ArchTest
    static final ArchRule nobodyKnowsApp = noClasses()
            .that()
            .resideOutsideOfPackage("io.metronome.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.metronome.app..");

    @ArchTest
    static final ArchRule everyClassIsInARoom = classes()
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
                    "reply",
                    "command",
                    "emulator"));

    @ArchTest
    static final ArchRule thereAreNoCycles =
            slices().matching("io.metronome.(**)").should().beFreeOfCycles();

    /** That room may know these rooms, the JDK and libraries (their own rules are in {@link LibrariesTest}). */
    private static ArchRule room(String name, String... known) {
        return noClasses()
                .that()
                .resideInAPackage("io.metronome." + name + "..")
                .should()
                .dependOnClassesThat(PackageRules.metronomeOutside(name, known))
                .allowEmptyShould(true);
    }
}
