package io.metronome.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The rule that simulated code uses only collections with an order that a seed decides, so that one seed does the same
 * in every JVM. Hashed collections of objects without a hash of their own, enum constants among them, differ from run
 * to run, and each JVM draws the order of {@code Set.of} and {@code Map.of} at its start. A {@code LinkedHashMap}, a
 * {@code TreeMap} and an {@code EnumMap} have an order of their own.
 */
@AnalyzeClasses(packages = "io.metronome")
class OrderedCollectionsTest {
    private static final Set<String> HASHED = Set.of(
            HashMap.class.getName(),
            HashSet.class.getName(),
            IdentityHashMap.class.getName(),
            WeakHashMap.class.getName(),
            ConcurrentHashMap.class.getName());

    private static final List<String> PRODUCT = List.of(
            "io.metronome.control",
            "io.metronome.dispatch",
            "io.metronome.intake",
            "io.metronome.ledger",
            "io.metronome.pacing",
            "io.metronome.reply");

    @ArchTest
    static final ArchRule noHashedCollection = banned(
            "make a hashed collection: take the Linked one",
            call -> HASHED.contains(owner(call)) && call.getName().equals("<init>"));

    @ArchTest
    static final ArchRule noOrderThatAJvmDraws = banned(
            "make a Set or Map whose order each JVM draws: take a LinkedHashSet, LinkedHashMap, EnumSet or List",
            call -> (owner(call).equals(Set.class.getName()) || owner(call).equals(Map.class.getName()))
                    && (call.getName().equals("copyOf") || call.getName().equals("ofEntries") || isOfMany(call)));

    @ArchTest
    static final ArchRule noHashingCollector = banned(
            "collect into a hashed collection: name the collection",
            call -> owner(call).equals(Collectors.class.getName()) && isHashing(call));

    @ArchTest
    static final ArchRule noIdentityHash = banned(
            "ask for an identity hash",
            call -> owner(call).equals(System.class.getName()) && call.getName().equals("identityHashCode"));

    /* All of the simulator, and the product's packages that run in it; their unit tests may do as they like. */
    private static boolean isSimulated(JavaClass type) {
        String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
        boolean isProduct =
                PRODUCT.stream().anyMatch(name -> type.getPackageName().startsWith(name));
        return type.getPackageName().startsWith("io.metronome.simulation")
                || type.getPackageName().startsWith("io.metronome.guarantee")
                || (isProduct && Files.exists(Path.of("src/main/java", file)));
    }

    private static boolean isOfMany(JavaAccess<?> call) {
        int arguments = arguments(call).size();
        boolean isMap = owner(call).equals(Map.class.getName());
        return call.getName().equals("of") && arguments > (isMap ? 2 : 1);
    }

    private static boolean isHashing(JavaAccess<?> call) {
        int arguments = arguments(call).size();
        return switch (call.getName()) {
            case "toSet", "toUnmodifiableSet", "toUnmodifiableMap" -> true;
            case "toMap" -> arguments < 4;
            case "groupingBy" -> arguments < 3;
            default -> false;
        };
    }

    private static ArchRule banned(String what, Predicate<JavaAccess<?>> ban) {
        return noClasses()
                .that(describe("run in the simulation", OrderedCollectionsTest::isSimulated))
                .should()
                .accessTargetWhere(describe(what, ban));
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
