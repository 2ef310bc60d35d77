package io.metronome.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * Threads come from {@code app.WorkerThreads}, where each gets the handler that ends the process. A thread of another kind
 * could end, or hang, and nobody would know.
 */
@AnalyzeClasses(packages = "io.metronome", importOptions = DoNotIncludeTests.class)
class ThreadsTest {
    private static final DescribedPredicate<JavaClass> THE_PLACE =
            named("io.metronome.app.WorkerThreads", "io.metronome.app.WatchedThread");

    /*
     * Netty's loops outlive what their tasks throw. The API's are watched, and a probe is answered by its own loop. A
     * question to another worker has a time-out on another thread.
     */
    private static final DescribedPredicate<JavaClass> OWN_LOOPS = named(
            "io.metronome.delivery.HttpApi",
            "io.metronome.observe.PageServer",
            "io.metronome.observe.admin.PeerClient",
            "io.metronome.emulator.EmulatorServer");

    private static final Set<String> HOOKS = Set.of("onHandleError", "resetOnHandleError");

    @ArchTest
    static final ArchRule threadsComeFromOnePlace = noClasses()
            .that(not(THE_PLACE))
            .should()
            .accessTargetWhere(describe("make a thread or an executor", ThreadsTest::makesAThread));

    @ArchTest
    static final ArchRule nothingRunsOnTheJvmsCommonPool =
            noClasses().should().accessTargetWhere(describe("use the common pool", ThreadsTest::usesTheCommonPool));

    @ArchTest
    static final ArchRule eventLoopsBelongToFourClasses = noClasses()
            .that(not(OWN_LOOPS))
            .should()
            .accessTargetWhere(describe(
                    "make event loops",
                    call -> call.getTargetOwner().isEquivalentTo(LoopResources.class)
                            && call.getName().equals("create")));

    private static boolean makesAThread(JavaAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        boolean isNew = call.getName().equals("<init>");
        return (isNew && owner.isAssignableTo(Thread.class))
                || (isNew && owner.isAssignableTo(Executor.class))
                || (isNew && owner.isAssignableTo(Timer.class))
                || (owner.isEquivalentTo(Thread.class)
                        && call.getName().matches("ofPlatform|ofVirtual|startVirtualThread"))
                || owner.isEquivalentTo(Executors.class)
                || (owner.isEquivalentTo(Schedulers.class) && !HOOKS.contains(call.getName()));
    }

    private static boolean usesTheCommonPool(JavaAccess<?> call) {
        return (call.getTargetOwner().isEquivalentTo(CompletableFuture.class)
                        && call.getName().endsWith("Async"))
                || call.getTargetOwner().isEquivalentTo(ForkJoinPool.class)
                || call.getName().equals("parallelStream")
                || (call.getName().equals("parallel")
                        && call.getTargetOwner().getName().startsWith("java.util.stream"));
    }

    private static DescribedPredicate<JavaClass> named(String... classes) {
        Set<String> names = Set.of(classes);
        return describe(
                "are " + String.join(", ", classes),
                type -> names.contains(type.getName().replaceFirst("\\$.*", "")));
    }
}
