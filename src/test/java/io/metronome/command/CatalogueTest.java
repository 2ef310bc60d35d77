package io.metronome.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Method.Promise;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static final List<Method> METHODS = Catalogue.methods();

    @Test
    void namesEachMethodOnceAndKnowsItsPlace() {
        assertThat(METHODS).extracting(Method::name).doesNotHaveDuplicates();
        for (int place = 0; place < METHODS.size(); place++) {
            Method method = METHODS.get(place);
            assertThat(method.index()).isEqualTo(place);
            assertThat(Catalogue.find(method.name())).isSameAs(method);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sendTyping, true, 5, NOTHING, true",
        "sendContact, true, 50, ID_MESSAGE, true",
        "sendTextStatus, true, 5, ID_MESSAGE, false",
        "sendVoiceStatus, true, 5, ID_MESSAGE, false",
        "setSettings, false, 1, SAVE_SETTINGS, true"
    })
    void saysWhatTheApiDocuments(String name, boolean paced, int perSecond, Promise promise, boolean onMax) {
        Method method = Letters.method(name);

        assertThat(method.paced()).isEqualTo(paced);
        assertThat(method.perSecond()).isEqualTo(perSecond);
        assertThat(method.promise()).isEqualTo(promise);
        assertThat(method.messengers())
                .isEqualTo(onMax ? Set.of(Messenger.WHATSAPP, Messenger.MAX) : Set.of(Messenger.WHATSAPP));
    }

    @Test
    void knowsNothingElse() {
        assertThat(METHODS).hasSize(5);
        assertThat(Catalogue.find("sendtyping")).isNull();
    }
}
