package io.metronome.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private final Agenda<String> agenda = new Agenda<>(String::length);

    @Test
    void wakesTheEarliestFirstAndEqualsInTheirOrder() {
        agenda.add("third", 20);
        agenda.add("second", 10);
        agenda.add("first", 10);
        assertThat(agenda.nextMillis()).isEqualTo(10);
        assertThat(agenda.poll(20)).isEqualTo("first");
        assertThat(agenda.poll(20)).isEqualTo("second");
        assertThat(agenda.poll(20)).isEqualTo("third");
        assertThat(agenda.poll(20)).isNull();
    }

    @Test
    void wakesNobodyBeforeTheirMoment() {
        agenda.add("later", 20);
        assertThat(agenda.poll(19)).isNull();
        assertThat(agenda.poll(20)).isEqualTo("later");
    }

    @Test
    void anEmptyOneHasNoMoment() {
        assertThat(agenda.nextMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(agenda.poll(Long.MAX_VALUE)).isNull();
    }

    @Test
    void wakesAsASortedListWould() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            Agenda<Appointment> heap = new Agenda<>(Appointment::number);
            List<Appointment> list = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                if (random.nextInt(100) < 60) {
                    Appointment next = new Appointment(random.nextInt(50), i);
                    heap.add(next, next.moment());
                    list.add(next);
                } else if (random.nextInt(10) == 0) {
                    int odd = random.nextInt(2);
                    heap.removeIf(one -> one.number() % 3 == odd);
                    list.removeIf(one -> one.number() % 3 == odd);
                } else {
                    int now = random.nextInt(50);
                    Appointment due = list.stream()
                            .filter(one -> one.moment() <= now)
                            .min(Comparator.comparingLong(Appointment::moment).thenComparingInt(Appointment::number))
                            .orElse(null);
                    assertThat(heap.poll(now)).as("seed %d, step %d", seed, i).isEqualTo(due);
                    list.remove(due);
                }
                assertThat(heap.size()).isEqualTo(list.size());
            }
            assertThat(heap.waiting()).toIterable().containsExactlyInAnyOrderElementsOf(list);
        }
    }

    private record Appointment(long moment, int number) {}
}
