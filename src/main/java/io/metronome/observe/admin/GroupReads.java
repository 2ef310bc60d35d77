package io.metronome.observe.admin;

import io.metronome.control.ReadControl;
import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.observe.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * What can be read about the whole group: what this worker does not know it asks the owner of the partition for. An
 * answer is an error where the worker has not begun, or does not answer in time.
 */
public final class GroupReads {
    private static final Pattern INSTANCE = Pattern.compile("\\d{1,32}");
    /* A default id has the name of a topic in it, of up to 249 characters. */
    private static final int LONGEST_COMMAND_ID = 300;
    private static final String NO_INSTANCE = "no such instance";
    private static final String NO_COMMAND =
            "no such command waits, and none is remembered that ended; a dead letter or a result may tell more";

    private final LocalViews views;
    private final OtherWorkers others;
    private final WorkersEndpoint workers;
    private final AuditLog audit;

    GroupReads(LocalViews views, OtherWorkers others, WorkersEndpoint workers, AuditLog audit) {
        this.views = views;
        this.others = others;
        this.workers = workers;
        this.audit = audit;
    }

    /** The workers of the group. */
    public Mono<WorkerListing> workers() {
        return workers.all();
    }

    /** The orders of operators, the last record first. */
    public List<ReadControl> audit() {
        return audit.records();
    }

    /** A part of the list of all instances. */
    public Mono<InstanceListing> instances(InstanceQuery query) {
        return Mono.zip(own(query), others.ofAll(InstanceQueries.path(query), PeerCodec::instances))
                .map(both -> new InstanceListing(
                        merged(query, both.getT1(), both.getT2().answers()),
                        both.getT2().silent()));
    }

    /** A part of the list of this worker's instances. */
    Mono<InstancePage> own(InstanceQuery query) {
        return views.instances(query);
    }

    private static InstancePage merged(InstanceQuery query, InstancePage own, List<InstancePage> others) {
        List<InstanceView> all = new ArrayList<>(own.instances());
        long total = own.total();
        for (InstancePage other : others) {
            all.addAll(other.instances());
            total += other.total();
        }
        all.sort(query.order());
        return new InstancePage(all.subList(0, Math.min(all.size(), query.limit())), total);
    }

    /**
     * Finds an instance, and answers with it; 404 where there is none, 503 where nobody can be asked now.
     *
     * @param isForwarded whether another worker asks: it is not asked in turn
     * @param answer what to answer when it is known; may run on the dispatcher's thread
     */
    public Mono<Page> instance(boolean isForwarded, String id, Function<InstanceDetail, Mono<Page>> answer) {
        if (!INSTANCE.matcher(id).matches()) {
            return Mono.just(Page.error(404, NO_INSTANCE));
        }
        ViewReader<InstanceDetail> reader =
                new ViewReader<>(others, "/instances/" + id, answer, PeerCodec::instance, NO_INSTANCE);
        return BusyAnswers.orRefusal(views.instance(id).flatMap(result -> reader.page(result, isForwarded)));
    }

    /**
     * Finds a command, and answers with it; 404 where there is none, 503 where nobody can be asked now.
     *
     * @param isForwarded whether another worker asks: it is not asked in turn
     * @param answer what to answer when it is known; may run on the dispatcher's thread
     */
    public Mono<Page> command(
            boolean isForwarded, String instance, String id, Function<CommandView, Mono<Page>> answer) {
        if (!INSTANCE.matcher(instance).matches() || id.isEmpty() || id.length() > LONGEST_COMMAND_ID) {
            return Mono.just(Page.error(404, NO_COMMAND));
        }
        String path = "/commands/" + instance + "/" + PathText.encoded(id);
        ViewReader<CommandView> reader = new ViewReader<>(others, path, answer, PeerCodec::command, NO_COMMAND);
        return BusyAnswers.orRefusal(views.command(instance, id).flatMap(result -> reader.page(result, isForwarded)));
    }
}
