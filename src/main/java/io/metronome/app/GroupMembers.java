package io.metronome.app;

import io.metronome.observe.admin.Peer;
import io.metronome.observe.admin.Peers;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The workers of the consumer group, as Kafka's group coordinator knows them. A worker's client id tells how it can be
 * reached, so this needs no topic, and a worker that is gone leaves nothing behind. The coordinator is asked at most
 * once in two seconds, by whichever thread asks.
 */
final class GroupMembers implements Peers {
    private static final Duration KEPT = Duration.ofSeconds(2);
    private static final String ANY_HOST = "*";
    private static final Pattern ADDRESS =
            Pattern.compile("[^@]*@(https?)://(\\*|[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");

    private final String commandsTopic;
    private final Mono<List<Peer>> members;

    /** @param timer measures for how long an answer of the coordinator counts */
    GroupMembers(Admin admin, String groupId, String commandsTopic, Scheduler timer) {
        this.commandsTopic = commandsTopic;
        this.members = Mono.fromCompletionStage(() ->
                        admin.describeConsumerGroups(List.of(groupId)).all().toCompletionStage())
                .map(groups -> peers(groups.values()))
                .cache(KEPT, timer);
    }

    /**
     * The client id of a worker that can be reached there.
     *
     * @param url empty where it cannot be reached; its host may be {@value #ANY_HOST}: the address that Kafka sees
     */
    static String clientId(String name, String url) {
        return url.isEmpty() ? name : name + "@" + url;
    }

    @Override
    public Mono<List<Peer>> members() {
        return members;
    }

    private List<Peer> peers(Collection<ConsumerGroupDescription> groups) {
        return groups.stream()
                .flatMap(group -> group.members().stream())
                .map(this::peer)
                .toList();
    }

    private Peer peer(MemberDescription member) {
        Set<Integer> partitions = new TreeSet<>();
        for (TopicPartition assigned : member.assignment().topicPartitions()) {
            if (assigned.topic().equals(commandsTopic)) {
                partitions.add(assigned.partition());
            }
        }
        return new Peer(member.consumerId(), url(member.clientId(), member.host()), partitions);
    }

    /** How the worker with that client id can be reached, which Kafka sees at that host; null where it does not say. */
    static @Nullable URI url(String clientId, String host) {
        Matcher address = ADDRESS.matcher(clientId);
        if (!address.matches()) {
            return null;
        }
        String seen = host.substring(host.lastIndexOf('/') + 1);
        String literal = seen.contains(":") ? "[" + seen + "]" : seen;
        String name = address.group(2).equals(ANY_HOST) ? literal : address.group(2);
        String port = address.group(3) == null ? "" : address.group(3);
        return name.isEmpty() ? null : URI.create(address.group(1) + "://" + name + port);
    }
}
