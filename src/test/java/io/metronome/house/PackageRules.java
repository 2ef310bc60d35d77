package io.metronome.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.stream.Stream;

/** Predicates for the rules, from short package names: {@code dispatch.host} is {@code io.metronome.dispatch.host}. */
final class PackageRules {
    private PackageRules() {}

    /** The full names of those packages, inner packages included. */
    static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> "io.metronome." + name + "..").toArray(String[]::new);
    }

    /** Classes of metronome that are neither in that package nor in one that it may know. */
    static DescribedPredicate<JavaClass> metronomeOutside(String own, String... known) {
        String[] allowed = Stream.concat(Stream.of(own), Arrays.stream(known)).toArray(String[]::new);
        return resideInAPackage("io.metronome..")
                .and(resideOutsideOfPackages(packages(allowed)))
                .as("are in a package other than %s", String.join(", ", allowed));
    }

    /** Classes outside those packages. */
    static DescribedPredicate<JavaClass> outside(String... names) {
        return DescribedPredicate.not(resideInAnyPackage(packages(names)))
                .as("are outside of %s", String.join(", ", names));
    }
}
