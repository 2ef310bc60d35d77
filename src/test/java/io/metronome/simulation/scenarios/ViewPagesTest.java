package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceQuery.Sort;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.dispatch.view.TooManyReadsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists of instances: in pages, and in steps that stop no pace. */
@ExtendWith(SilentLogs.class)
class ViewPagesTest {
    private static final String ONE = "1101000001";

    @AutoClose
    private final Scenario scenario = new Scenario();

    ViewPagesTest() {
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void listsInstancesInPages() {
        for (int i = 1; i <= 2_500; i++) {
            scenario.configuration().listed("11" + i);
        }
        scenario.status("1112", "a")
                .status("1112", "b")
                .status("119", "a")
                .status("119", "b")
                .status("119", "c");
        scenario.api().delay("119", Duration.ofSeconds(15));
        scenario.api().delay("1112", Duration.ofSeconds(15));
        scenario.run(Duration.ofSeconds(2));

        List<InstanceView> all = pages(new InstanceQuery(Sort.ID, false, 1_000, null));
        assertThat(all).hasSize(2_500);
        assertThat(all)
                .extracting(InstanceView::instance)
                .startsWith("111", "112")
                .endsWith("112499", "112500");
        InstancePage longest = page(new InstanceQuery(Sort.BACKLOG, false, 2, null));
        assertThat(longest.total()).isEqualTo(2_500);
        assertThat(longest.instances()).extracting(InstanceView::instance).containsExactly("119", "1112");
        assertThat(pages(new InstanceQuery(Sort.BACKLOG, false, 700, null)))
                .extracting(InstanceView::instance)
                .startsWith("119", "1112", "111")
                .doesNotHaveDuplicates()
                .hasSize(2_500);
        assertThat(page(new InstanceQuery(Sort.HELD_SINCE, true, 10, null)).instances())
                .isEmpty();
    }

    @Test
    void walksInStepsAndSharesAWalk() {
        for (int i = 1; i <= 5_000; i++) {
            scenario.configuration().listed("11" + i);
        }
        List<CompletableFuture<InstancePage>> answers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            answers.add(scenario.worker().views().instances(new InstanceQuery(Sort.ID, false, 10, null)));
        }
        assertThat(scenario.worker().views().instance(ONE))
                .as("more than 64 at a time")
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(TooManyReadsException.class);
        scenario.run(Duration.ofMillis(5));
        assertThat(answers).as("a step in a millisecond").noneMatch(CompletableFuture::isDone);
        scenario.run(Duration.ofMillis(15));
        assertThat(answers).as("one walk for all").allMatch(CompletableFuture::isDone);
    }

    private List<InstanceView> pages(InstanceQuery first) {
        List<InstanceView> all = new ArrayList<>();
        InstanceQuery query = first;
        InstancePage page = page(query);
        while (!page.instances().isEmpty()) {
            all.addAll(page.instances());
            InstanceQuery.Cursor after = query.cursor(page.instances().getLast());
            query = new InstanceQuery(query.sort(), query.heldOnly(), query.limit(), after);
            page = page(query);
        }
        return all;
    }

    private InstancePage page(InstanceQuery query) {
        return answer(scenario.worker().views().instances(query));
    }

    private <T> T answer(CompletableFuture<T> asked) {
        scenario.runUntil(asked::isDone);
        return asked.resultNow();
    }
}
