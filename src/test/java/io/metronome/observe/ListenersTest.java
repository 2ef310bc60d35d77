package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.DispatchListener;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenersTest {

    @Test
    void handsEverythingOnThatCanBeHeard() {
        for (Method told : DispatchListener.class.getDeclaredMethods()) {
            if (told.isDefault() && !told.isSynthetic()) {
                assertThat(Arrays.stream(Listeners.class.getDeclaredMethods()).map(Method::getName))
                        .as("a method that nobody would hear of")
                        .contains(told.getName());
            }
        }
    }

    @Test
    void tellsAllOfThemInOrder() {
        List<String> heard = new ArrayList<>();
        Listeners listeners = new Listeners(List.of(ear("first", heard), ear("second", heard)));
        listeners.restored(7, 1, 2);
        listeners.lost(3);
        assertThat(heard).containsExactly("first: 7", "second: 7", "first lost 3", "second lost 3");
    }

    private static DispatchListener ear(String name, List<String> heard) {
        return new DispatchListener() {
            @Override
            public void restored(int partition, long durationNanos, int commands) {
                heard.add(name + ": " + partition);
            }

            @Override
            public void lost(long records) {
                heard.add(name + " lost " + records);
            }
        };
    }
}
