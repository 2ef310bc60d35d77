package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/** Faults of a topic: its settings, the permissions of its users, and whether it exists. */
final class TopicFaults {
    private final Admin admin;

    TopicFaults(Admin admin) {
        this.admin = admin;
    }

    void create(String topic, Map<String, String> settings) throws ExecutionException, InterruptedException {
        create(topic, 1, settings);
    }

    void create(String topic, int partitions, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
                .all()
                .get();
    }

    void delete(String topic) throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(topic)).all().get();
    }

    void set(String topic, String key, String value) throws ExecutionException, InterruptedException {
        change(topic, new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
    }

    /** Gives the setting the value again that it has where nobody sets it. */
    void unset(String topic, String key) throws ExecutionException, InterruptedException {
        change(topic, new AlterConfigOp(new ConfigEntry(key, ""), AlterConfigOp.OpType.DELETE));
    }

    private void change(String topic, AlterConfigOp change) throws ExecutionException, InterruptedException {
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
                .all()
                .get();
    }

    /** Nobody may write to the topic any more. Everything else is allowed, as before. */
    void denyWriting(String topic) throws ExecutionException, InterruptedException {
        admin.createAcls(List.of(
                        everybody(topic, AclOperation.ALL, AclPermissionType.ALLOW),
                        everybody(topic, AclOperation.WRITE, AclPermissionType.DENY)))
                .all()
                .get();
        await().ignoreExceptions().until(() -> !operations(topic).contains(AclOperation.WRITE));
    }

    /* The broker learns of an ACL a moment after the controller. */
    private Set<AclOperation> operations(String topic) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next()
                .authorizedOperations();
    }

    /** Nobody may write to the topic any more, nor learn that it exists. */
    void hide(String topic) throws ExecutionException, InterruptedException {
        admin.createAcls(List.of(
                        everybody(topic, AclOperation.DELETE, AclPermissionType.ALLOW),
                        everybody(topic, AclOperation.ALTER, AclPermissionType.ALLOW),
                        everybody(topic, AclOperation.DESCRIBE, AclPermissionType.DENY),
                        everybody(topic, AclOperation.WRITE, AclPermissionType.DENY)))
                .all()
                .get();
        await().untilAsserted(() ->
                assertThatThrownBy(() -> operations(topic)).hasCauseInstanceOf(TopicAuthorizationException.class));
    }

    /** Everybody may do everything with the topic again. */
    void allow(String topic) throws ExecutionException, InterruptedException {
        admin.deleteAcls(List.of(new AclBindingFilter(
                        new ResourcePatternFilter(ResourceType.TOPIC, topic, PatternType.LITERAL),
                        AccessControlEntryFilter.ANY)))
                .all()
                .get();
    }

    private static AclBinding everybody(String topic, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", operation, permission));
    }
}
