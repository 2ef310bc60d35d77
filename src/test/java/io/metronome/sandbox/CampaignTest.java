package io.metronome.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Catalogue;
import io.metronome.command.Messenger;
import io.metronome.command.Method;
import io.metronome.command.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CampaignTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final List<Scripted> commands = Campaign.commands(START);

    @Test
    void hasAtLeastFortyCommands() {
        assertThat(commands).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void callsAllMethodsOfBothMessengers() {
        for (Messenger messenger : Messenger.values()) {
            assertThat(methodsOf(messenger))
                    .containsExactlyInAnyOrderElementsOf(Catalogue.methods().stream()
                            .filter(method -> method.messengers().contains(messenger))
                            .map(Method::name)
                            .toList());
        }
    }

    @Test
    void givesEveryCommandABodyOfItsOwnSoThatItsCallIsKnown() {
        assertThat(commands.stream().map(command -> command.instance() + command.method() + command.body()))
                .doesNotHaveDuplicates();
    }

    @Test
    void isProducedInTheOrderOfItsTimes() {
        assertThat(commands).extracting(Scripted::after).isSorted();
    }

    @Test
    void holdsWhatTheProductIsFor() {
        assertThat(commands).anyMatch(command -> command.priority() == Priority.HIGH);
        assertThat(commands)
                .anyMatch(command ->
                        command.notBefore() != null && command.notBefore().isAfter(START));
        assertThat(commands)
                .anyMatch(command ->
                        command.expiresAt() != null && command.expiresAt().isBefore(START));
        assertThat(commands.stream().flatMap(command -> command.headers().stream()))
                .extracting("name")
                .containsExactlyInAnyOrder("traceparent", "kafka_correlationId");
    }

    @Test
    void showsTheRulesForPaces() {
        assertThat(Campaign.accounts()).extracting(Account::rules).anyMatch(rules -> rules.contains("jitter"));
        assertThat(Campaign.accounts()).extracting(Account::rules).anyMatch(rules -> rules.contains("per-day"));
        assertThat(Campaign.accounts()).extracting(Account::rules).anyMatch(rules -> rules.contains("hours"));
    }

    private Set<String> methodsOf(Messenger messenger) {
        Set<String> instances = Campaign.accounts().stream()
                .filter(account -> account.messenger() == messenger)
                .map(Account::id)
                .collect(Collectors.toSet());
        return commands.stream()
                .filter(command -> instances.contains(command.instance()))
                .map(Scripted::method)
                .collect(Collectors.toSet());
    }
}
