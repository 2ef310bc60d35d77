package io.metronome.emulator;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The control interface under {@code /_emulator}: faults, states and the report. It is not part of GREEN-API. */
final class Control {
    static final String ROOT = "/_emulator/";

    private static final Pattern INSTANCE = Pattern.compile(ROOT + "instances/(\\d+)");
    private static final ObjectRule CHANGE = ObjectRule.requiring()
            .with(Rule.oneOf(AccountState.names()), "state")
            .with(Rule.oneOf(List.of("business", "developer")), "plan")
            .with(Rule.matching(FaultReader.DURATION, "must be a duration such as 90s, 5m or 24h"), "for")
            .with(Rule.listOf(Rule.text()), "contacts")
            .with(Rule.flag(), "statuses");

    private final Accounts accounts;
    private final Faults faults;

    Control(Accounts accounts, Faults faults) {
        this.accounts = accounts;
        this.faults = faults;
    }

    Response answer(String verb, String uri, byte[] body, Moment now) {
        String path = Route.path(uri);
        Matcher instance = INSTANCE.matcher(path);
        if (instance.matches() && verb.equals("POST")) {
            return change(instance.group(1), body, now);
        }
        return switch (verb + " " + path) {
            case "POST " + ROOT + "faults" -> fault(body);
            case "DELETE " + ROOT + "faults" -> {
                faults.clear();
                yield faultsLeft();
            }
            case "GET " + ROOT + "report" -> json(ReportBuilder.report(accounts.all(), now));
            case "GET " + ROOT + "journal" -> journal(Route.query(uri).get("idInstance"), now);
            case "GET " + ROOT + "calls" -> calls(Route.query(uri).get("idInstance"));
            default -> mistake(404, "no such path: " + verb + " " + path);
        };
    }

    private Response fault(byte[] body) {
        try {
            JsonNode json = Json.read(body);
            String wrong = FaultReader.RULE.broken(ObjectRule.ROOT, json);
            if (wrong != null) {
                return mistake(400, wrong);
            }
            faults.add(FaultReader.read(json));
            return faultsLeft();
        } catch (Json.Broken broken) {
            return mistake(400, String.valueOf(broken.getMessage()));
        }
    }

    private Response change(String id, byte[] body, Moment now) {
        Account account = accounts.find(id);
        if (account == null) {
            return mistake(404, "no instance " + id);
        }
        try {
            JsonNode json = Json.read(body);
            String wrong = CHANGE.broken(ObjectRule.ROOT, json);
            return wrong == null ? changed(account, json, now) : mistake(400, wrong);
        } catch (Json.Broken broken) {
            return mistake(400, String.valueOf(broken.getMessage()));
        }
    }

    private static Response changed(Account account, JsonNode json, Moment now) {
        synchronized (account) {
            account.settle(now);
            AccountState state = AccountState.find(json.path("state").asString(""));
            if (state == AccountState.SUSPENDED && json.hasNonNull("for")) {
                account.suspend(FaultReader.duration(json.path("for").asString("")), now);
            } else if (state != null) {
                account.become(state, now);
            }
            if (json.has("contacts")) {
                account.knows(contacts(json.path("contacts")));
            }
            if (json.hasNonNull("plan")) {
                account.subscribe(Plan.valueOf(json.path("plan").asString("").toUpperCase(Locale.ROOT)));
            }
            if (json.hasNonNull("statuses")) {
                account.allowStatuses(json.path("statuses").asBoolean(true));
            }
            return json(Map.of(
                    "idInstance",
                    account.instance().id(),
                    "state",
                    account.state().wire()));
        }
    }

    private static @Nullable Set<String> contacts(JsonNode list) {
        return list.isNull()
                ? null
                : list.valueStream().map(one -> one.asString("")).collect(toUnmodifiableSet());
    }

    private Response journal(@Nullable String id, Moment now) {
        Account account = id == null ? null : accounts.find(id);
        if (account == null) {
            return mistake(404, "no instance " + id);
        }
        List<Map<String, Object>> left = new ArrayList<>();
        synchronized (account) {
            account.settle(now);
            account.outbox().journal().forEach(each -> left.add(each.json()));
        }
        return json(left);
    }

    private Response calls(@Nullable String id) {
        if (id != null && accounts.find(id) == null) {
            return mistake(404, "no instance " + id);
        }
        return json(calls(accounts, id));
    }

    /** The calls of one instance, or of all instances when the id is null, in the order of arrival. */
    static List<RecordedCall> calls(Accounts accounts, @Nullable String id) {
        List<RecordedCall> all = new ArrayList<>();
        for (Account account : id == null ? accounts.all() : List.of(accounts.get(id))) {
            synchronized (account) {
                all.addAll(account.recorder().log().all());
            }
        }
        all.sort(Comparator.comparingLong(RecordedCall::sequence));
        return all;
    }

    private Response faultsLeft() {
        return json(Map.of("callsLeft", faults.left()));
    }

    private static Response json(Object value) {
        return Response.json(200, Json.write(value));
    }

    private static Response mistake(int status, String words) {
        return Response.json(status, Json.write(Map.of("error", words)));
    }
}
