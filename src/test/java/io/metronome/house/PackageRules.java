package io.metronome.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.stream.Stream;

/** Words for the rules: rooms and the packages behind them. */
final class PackageRules {
    private PackageRules() {}

    /** The packages of those rooms, their inner ones included. */
    static String[] packages(String... rooms) {
        return Arrays.stream(rooms).map(room -> "io.metronome." + room + "..").toArray(String[]::new);
    }

    /** Classes of metronome that stand neither in that room nor in one of those it may know. */
    static DescribedPredicate<JavaClass> metronomeOutside(String room, String... known) {
        String[] allowed = Stream.concat(Stream.of(room), Arrays.stream(known)).toArray(String[]::new);
        return resideInAPackage("io.metronome..")
                .and(resideOutsideOfPackages(packages(allowed)))
                .as("stand in a room other than %s", String.join(", ", allowed));
    }

    /** Classes outside those rooms. */
    static DescribedPredicate<JavaClass> outside(String... rooms) {
        return DescribedPredicate.not(resideInAnyPackage(packages(rooms)))
                .as("stand outside of %s", String.join(", ", rooms));
    }
}
