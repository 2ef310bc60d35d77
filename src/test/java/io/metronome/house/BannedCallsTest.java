package io.metronome.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Time, randomness and the environment come in through {@code app}; everywhere else they are parameters. */
@AnalyzeClasses(packages = "io.metronome", importOptions = DoNotIncludeTests.class)
class BannedCallsTest {

    @ArchTest
    static final ArchRule nobodySleeps = banned("pause a thread", call -> is(call, Thread.class, "sleep"));

    @ArchTest
    static final ArchRule nobodyReadsAClock = banned(
            "read a clock of their own",
            call -> is(call, System.class, "currentTimeMillis")
                    || is(call, System.class, "nanoTime")
                    || is(call, Clock.class, "systemUTC")
                    || is(call, Clock.class, "systemDefaultZone")
                    || isJavaTimeNow(call));

    @ArchTest
    static final ArchRule nobodyThrowsDice = banned(
            "throw dice of their own",
            call -> is(call, Math.class, "random")
                    || is(call, UUID.class, "randomUUID")
                    || is(call, ThreadLocalRandom.class, "current")
                    || is(call, SecureRandom.class, "<init>")
                    || (is(call, Random.class, "<init>") && arguments(call).isEmpty()));

    @ArchTest
    static final ArchRule nobodyReadsTheEnvironment =
            banned("read the environment", call -> is(call, System.class, "getenv"));

    @ArchTest
    static final ArchRule nobodyTakesASharedThread =
            banned("take a shared scheduler", call -> owner(call).equals(Schedulers.class.getName()));

    /** Closing may block: it is over when the method returns. */
    @ArchTest
    static final ArchRule nobodyBlocks = banned(
            "wait for a publisher", call -> isReactor(call) && call.getName().startsWith("block") && !isClosing(call));

    @ArchTest
    static final ArchRule nobodyLetsReactorPickTheClock = banned(
            "give a Duration without the Scheduler that measures it",
            call -> isReactor(call)
                    && !isClosing(call)
                    && arguments(call).contains(Duration.class.getName())
                    && !arguments(call).contains(Scheduler.class.getName()));

    private static ArchRule banned(String what, Predicate<JavaAccess<?>> ban) {
        return noClasses().that(PackageRules.outside("app")).should().accessTargetWhere(describe(what, ban));
    }

    private static boolean is(JavaAccess<?> call, Class<?> owner, String name) {
        return owner(call).equals(owner.getName()) && call.getName().equals(name);
    }

    private static boolean isJavaTimeNow(JavaAccess<?> call) {
        return owner(call).startsWith("java.time.")
                && call.getName().equals("now")
                && !arguments(call).contains(Clock.class.getName());
    }

    private static boolean isReactor(JavaAccess<?> call) {
        return owner(call).startsWith("reactor.core.publisher.");
    }

    private static boolean isClosing(JavaAccess<?> call) {
        return call.getOrigin().getName().equals("close");
    }

    private static String owner(JavaAccess<?> call) {
        return call.getTargetOwner().getName();
    }

    private static List<String> arguments(JavaAccess<?> call) {
        return call.getTarget() instanceof CodeUnitAccessTarget target
                ? target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.of();
    }
}
