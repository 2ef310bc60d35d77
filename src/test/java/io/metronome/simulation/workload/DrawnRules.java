package io.metronome.simulation.workload;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.command.SendingHours;
import io.metronome.command.SendingHours.Window;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The rules of a storm's instances file for paces, beside the delay. Drawn from the seed by itself, so that storms without such
 * rules tell the stories that they always told.
 */
public final class DrawnRules {
    private static final int STORMS_WITHOUT = 7;
    private static final int REST = 5;
    private static final int FEW_CALLS = 3;
    private static final int MANY_CALLS = 10_000;

    private DrawnRules() {}

    /**
     * The rules of a storm's instances; empty for most storms.
     *
     * @param epochMillis what the calendars show in the beginning, about
     */
    public static Map<String, PaceRules> of(long seed, List<String> instances, long epochMillis) {
        Map<String, PaceRules> rules = new LinkedHashMap<>();
        if (seed % STORMS_WITHOUT == REST) {
            Random random = new Random(seed);
            for (String id : instances) {
                PaceRules one = PaceRules.NONE.withJitter(random.nextBoolean() ? 20 + random.nextInt(281) : 0);
                one = random.nextBoolean() ? one.withHours(everyOtherMinute(random.nextBoolean())) : one;
                rules.put(id, random.nextBoolean() ? one.withCap(fewInTheBeginning(random, epochMillis)) : one);
            }
        }
        return rules;
    }

    /* Windows of a minute, a minute apart. */
    private static SendingHours everyOtherMinute(boolean highAlways) {
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 24 * 60; minute += 2) {
            windows.add(new Window(minute, minute + 1));
        }
        Map<DayOfWeek, List<Window>> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, windows);
        }
        return new SendingHours(ZoneOffset.UTC, days, highAlways);
    }

    /* In the zone it is a few minutes before midnight: until then a few calls may be made, and then all. */
    private static DailyCap fewInTheBeginning(Random random, long epochMillis) {
        int minutes = 1 + random.nextInt(4);
        ZoneId zone = ZoneOffset.ofTotalSeconds(-60 * minutes);
        LocalDate first = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, MINUTES.toMillis(24 * 60)) - 1);
        return new DailyCap(zone, MANY_CALLS, first, List.of(1 + random.nextInt(FEW_CALLS)));
    }
}
