package io.metronome.house;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One word, one meaning: no two types of main have the same simple name, and nested types count. */
@AnalyzeClasses(packages = "io.metronome", importOptions = DoNotIncludeTests.class)
class TypeNamesTest {
    /** Cases of several sealed interfaces that mean the same in each, with that meaning. */
    private static final Map<String, String> ONE_CONCEPT = Map.of(
            "Accepted", "GREEN-API has accepted the call: as an answer, and as the outcome of the command",
            "Bad", "a file was read and has mistakes",
            "Good", "a file was read and has none",
            "Held", "the instance cannot send: as an answer, as a state, and as the reason why its commands wait",
            "Refused", "a command is refused for good: by the API, by the codec, and at its admission",
            "UnknownInstance", "the instances file does not name the instance: as the codec and the lane see it",
            "Withheld", "the gate was closed and nothing was written: as the end of an exchange, and as an answer");

    @ArchTest
    static void noTwoTypesShareAName(JavaClasses classes) {
        Map<String, Set<String>> shared = sharedNames(classes);
        shared.keySet().removeAll(ONE_CONCEPT.keySet());
        assertThat(shared)
                .as("simple names of several types: say in each name what tells the types apart. A name may be shared"
                        + " only by cases of sealed interfaces that mean the same; then it stands in ONE_CONCEPT")
                .isEmpty();
    }

    @ArchTest
    static void everyExceptionIsNeeded(JavaClasses classes) {
        assertThat(sharedNames(classes))
                .as("names of ONE_CONCEPT that several types still share")
                .containsKeys(ONE_CONCEPT.keySet().toArray(String[]::new));
    }

    private static Map<String, Set<String>> sharedNames(JavaClasses classes) {
        Map<String, Set<String>> byName = classes.stream()
                .filter(type ->
                        !type.isAnonymousClass() && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        mapping(JavaClass::getName, toCollection(TreeSet::new))));
        byName.values().removeIf(types -> types.size() == 1);
        return byName;
    }
}
