package io.metronome.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Classes that reach each other in both directions can only be understood together: a knot. Nested classes count as their
 * outermost one. The limit only ever goes down.
 */
@AnalyzeClasses(packages = "io.metronome", importOptions = DoNotIncludeTests.class)
class KnotsTest {
    private static final int LARGEST = 3;

    @ArchTest
    static void noKnotIsLargerThanOneCanHoldInMind(JavaClasses classes) {
        Map<String, Set<String>> known = new TreeMap<>();
        for (JavaClass type : classes) {
            Set<String> others = known.computeIfAbsent(outermost(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> outermost(dependency.getTargetClass()))
                    .filter(name -> name.startsWith("io.metronome.") && !name.equals(outermost(type)))
                    .forEach(others::add);
        }
        assertThat(knots(known)).as("knots of more than %d classes", LARGEST).allMatch(knot -> knot.size() <= LARGEST);
    }

    private static String outermost(JavaClass type) {
        return type.getBaseComponentType().getName().replaceFirst("\\$.*", "");
    }

    /* Two classes are in one knot if each can be reached from the other. */
    private static List<Set<String>> knots(Map<String, Set<String>> known) {
        Map<String, Set<String>> reached = new TreeMap<>();
        known.keySet().forEach(name -> reached.put(name, reachable(name, known)));
        List<Set<String>> knots = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (String name : known.keySet()) {
            Set<String> knot = new TreeSet<>(reached.getOrDefault(name, Set.of()));
            knot.removeIf(other -> !reached.getOrDefault(other, Set.of()).contains(name));
            if (seen.add(name) && knot.size() > 1) {
                knots.add(knot);
                seen.addAll(knot);
            }
        }
        return knots;
    }

    private static Set<String> reachable(String from, Map<String, Set<String>> known) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(known.getOrDefault(from, Set.of()));
        while (!open.isEmpty()) {
            String next = open.removeFirst();
            Collection<String> further = known.getOrDefault(next, Set.of());
            if (reached.add(next)) {
                open.addAll(further);
            }
        }
        return reached;
    }
}
