package io.metronome.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Lets the run with containers happen where an engine answers and has Kafka's image, or can fetch it. Elsewhere it says
 * so in one line and skips, unless {@code -Dmetronome.containers=required}: then every test fails. Testcontainers
 * itself would try for minutes to fetch an image that cannot be had.
 */
public final class EngineGuard implements ExecutionCondition {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!Brokers.inContainers()) {
            return ConditionEvaluationResult.enabled("not in containers");
        }
        return Look.OBSTACLE
                .map(EngineGuard::without)
                .orElseGet(() -> ConditionEvaluationResult.enabled("an engine answers"));
    }

    private static ConditionEvaluationResult without(String obstacle) {
        if (System.getProperty("metronome.containers", "optional").equals("required")) {
            throw new IllegalStateException("Kafka in containers is required: " + obstacle);
        }
        return ConditionEvaluationResult.disabled(obstacle);
    }

    /** The obstacle to containers, looked for once for all tests of this JVM. */
    private static final class Look {
        private static final Optional<String> OBSTACLE = obstacle();

        static {
            OBSTACLE.ifPresent(
                    obstacle -> System.out.println("No tests against Kafka in containers: " + obstacle + "."));
        }

        private static Optional<String> obstacle() {
            DockerClientFactory engine = DockerClientFactory.instance();
            try {
                if (!engine.isDockerAvailable()) {
                    return Optional.of("no Docker engine answers");
                }
                engine.client().inspectImageCmd(ContainerBroker.image()).exec();
                return Optional.empty();
            } catch (NotFoundException e) {
                return pull(engine.client());
            } catch (RuntimeException e) {
                // In a container Testcontainers asks the engine in which network it is, with the help of an image.
                return Optional.of("a Docker engine answers, but where its containers' ports are cannot be found out;"
                        + " TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1 may help");
            }
        }

        private static Optional<String> pull(DockerClient client) {
            String missing = "the Docker engine has no image " + ContainerBroker.image();
            try {
                boolean pulled = client.pullImageCmd(ContainerBroker.image())
                        .start()
                        .awaitCompletion(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                return pulled ? Optional.empty() : Optional.of(missing + ", and it takes too long to fetch it");
            } catch (DockerException | DockerClientException e) {
                return Optional.of(missing + " and cannot fetch it");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("interrupted");
            }
        }
    }
}
