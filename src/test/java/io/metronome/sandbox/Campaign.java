package io.metronome.sandbox;

import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;

import io.metronome.command.Catalogue;
import io.metronome.command.Method;
import io.metronome.command.Method.Promise;
import io.metronome.command.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The script of the sandbox: what a few shops would do in a quarter of a minute, and what metronome is for. */
final class Campaign {
    private static final Account SHOP = new Account("1101000001", WHATSAPP);
    private static final Account SALON = new Account("1101000002", WHATSAPP);
    private static final Account SCHOOL = new Account("1101000003", WHATSAPP);
    private static final Account BAKERY = new Account("1101000004", WHATSAPP);
    private static final Account CLINIC = new Account("1101000005", WHATSAPP);
    private static final Account GYM = new Account("1101000006", WHATSAPP, "jitter: 30%, per-day: 4");
    private static final Account MUSEUM = new Account("1101000007", WHATSAPP, "hours: " + closedNow());
    private static final Account TAXI = new Account("3100000001", MAX);
    private static final Account LIBRARY = new Account("3100000002", MAX);

    private static final Duration SHOP_IS_BUSY = Duration.ofSeconds(3);
    /** The instance with a backlog. */
    static final String BUSY = SHOP.id();

    private Campaign() {}

    /** Everyone who sends. */
    static List<Account> accounts() {
        return List.of(SHOP, SALON, SCHOOL, BAKERY, CLINIC, GYM, MUSEUM, TAXI, LIBRARY);
    }

    /** The commands in the order in which they are produced. */
    static List<Scripted> commands(Instant start) {
        List<Draft> drafts = new ArrayList<>();
        drafts.addAll(backlog());
        drafts.addAll(everyMethod("salon", SALON));
        drafts.addAll(everyMethod("taxi", TAXI));
        drafts.addAll(neighbours());
        drafts.addAll(newPace());
        drafts.addAll(maximum());
        drafts.addAll(timed(start));
        drafts.addAll(ruled(start));
        return Stream.concat(drafts.stream().map(Draft::done), Stream.concat(bad(), Stream.of(code())))
                .toList();
    }

    /** One instance with a backlog; nobody else waits for it. */
    private static List<Draft> backlog() {
        return IntStream.rangeClosed(1, 20)
                .mapToObj(i -> new Draft("sale-" + i, SHOP, "sendTextStatus", text("Sale, offer " + i + " of 20"))
                        .priority(Priority.BULK))
                .toList();
    }

    private static Scripted code() {
        return new Draft("code", SHOP, "sendContact", whatsappContact("79001110000", "Code 4711"))
                .priority(Priority.HIGH)
                .after(SHOP_IS_BUSY)
                .note("high priority: ahead of the rest of the sale")
                .done();
    }

    /** Each method that the account's messenger has, with the catalogue's example; settings have a story of their own. */
    private static List<Draft> everyMethod(String name, Account account) {
        List<Draft> drafts = new ArrayList<>();
        for (Method method : Catalogue.methods()) {
            boolean sends = method.promise() != Promise.SAVE_SETTINGS;
            if (sends && method.messengers().contains(account.messenger())) {
                String body = method.offer(account.messenger()).example();
                Draft draft = new Draft(name + "-" + (drafts.size() + 1), account, method.name(), body);
                drafts.add(noted(draft, method));
            }
        }
        return drafts;
    }

    private static Draft noted(Draft draft, Method method) {
        if (method.name().equals("deleteStatus")) {
            return draft.note("there is no such status: the API refuses it, a dead letter");
        }
        return method.typingDefault() > 0 ? draft.note("its typing lengthens the gap behind it") : draft;
    }

    private static List<Draft> neighbours() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        return List.of(
                new Draft("school-1", SCHOOL, "sendTextStatus", text("No lessons on Friday"))
                        .header("traceparent", parent)
                        .note("carries a traceparent"),
                new Draft("school-2", SCHOOL, "sendVoiceStatus", voice("bell.wav")),
                new Draft("school-3", SCHOOL, "sendTextStatus", text("Concert at six")),
                new Draft("school-4", SCHOOL, "sendContact", whatsappContact("79003330000", "Headmaster")),
                new Draft("school-5", SCHOOL, "sendTextStatus", text("Bring a friend")));
    }

    private static List<Draft> newPace() {
        return List.of(
                new Draft("bakery-1", BAKERY, "setSettings", "{\"delaySendMessagesMilliseconds\":1000}")
                        .note("a new pace; the instance restarts"),
                new Draft("bakery-2", BAKERY, "sendTextStatus", text("Fresh bread")).note("waited for the restart"),
                new Draft("bakery-3", BAKERY, "sendTextStatus", text("Fresh rolls")),
                new Draft("bakery-4", BAKERY, "sendTextStatus", text("Sold out")));
    }

    private static List<Draft> maximum() {
        return List.of(
                new Draft("taxi-request", TAXI, "sendContact", maxContact("10000003"))
                        .header("kafka_correlationId", "taxi-request")
                        .note("carries a kafka_correlationId"),
                new Draft("taxi-answer", TAXI, "sendContact", maxContact("10000004")),
                new Draft("library-1", LIBRARY, "setSettings", "{\"delaySendMessagesMilliseconds\":700}")
                        .note("MAX; a new pace, too"),
                new Draft("library-2", LIBRARY, "sendContact", maxContact("10000005")),
                new Draft("library-3", LIBRARY, "sendTyping", "{\"chatId\":\"10000006\",\"typingTime\":1000}"),
                new Draft("library-4", LIBRARY, "sendContact", maxContact("10000007")));
    }

    private static List<Draft> timed(Instant start) {
        return List.of(
                new Draft("clinic-1", CLINIC, "sendTextStatus", text("Vaccination begins now"))
                        .notBefore(start.plusSeconds(6))
                        .note("notBefore: six seconds after the start"),
                new Draft("clinic-2", CLINIC, "sendTextStatus", text("Vaccination today"))
                        .note("was behind the notBefore, not held up by it"),
                new Draft("clinic-3", CLINIC, "sendTextStatus", text("Vaccination was yesterday"))
                        .expiresAt(start.minusSeconds(3600))
                        .note("expired an hour ago, never sent"));
    }

    /** Instances with jitter and a daily cap, and with hours. */
    private static List<Draft> ruled(Instant start) {
        Instant soon = start.plusSeconds(12);
        List<Draft> drafts = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            drafts.add(new Draft("gym-" + i, GYM, "sendTextStatus", text("Gym, lesson " + i))
                    .note("jitter: 30%: each gap is another one"));
        }
        for (int i = 5; i <= 6; i++) {
            drafts.add(new Draft("gym-" + i, GYM, "sendTextStatus", text("Gym, lesson " + i))
                    .expiresAt(soon)
                    .note("per-day: 4, and it expires before tomorrow"));
        }
        drafts.add(new Draft("museum-1", MUSEUM, "sendTextStatus", text("A new exhibition"))
                .expiresAt(soon)
                .note("it expires before the hours begin"));
        drafts.add(new Draft("museum-2", MUSEUM, "sendTextStatus", text("Code 4712"))
                .priority(Priority.HIGH)
                .note("high: always: it need not wait for the hours"));
        return drafts;
    }

    /* A day that is neither today nor tomorrow. */
    private static String closedNow() {
        String day = LocalDate.now(ZoneOffset.UTC)
                .plusDays(3)
                .getDayOfWeek()
                .getDisplayName(TextStyle.SHORT, Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return "{zone: UTC, " + day + ": \"10:00-18:00\", high: always}";
    }

    private static Stream<Scripted> bad() {
        return Stream.of(
                new Draft("clinic-2", CLINIC, "sendTextStatus", text("Vaccination today!"))
                        .note("the id of another command")
                        .done(),
                new Draft("clinic-5", CLINIC, "sendTextStatus", "{\"backgroundColor\":\"green\"}")
                        .note("a bad body: found before anything is sent")
                        .done(),
                new Draft("clinic-6", CLINIC, "sendTextStatus", "")
                        .note("no JSON at all")
                        .garbled("{ hello? }"));
    }

    private static String text(String message) {
        return "{\"message\":\"" + message + "\",\"backgroundColor\":\"#228B22\",\"font\":\"SERIF\"}";
    }

    private static String voice(String file) {
        return "{\"urlFile\":\"https://example.com/" + file + "\",\"fileName\":\"" + file + "\"}";
    }

    private static String whatsappContact(String phone, String name) {
        return "{\"chatId\":\"" + phone + "@c.us\",\"contact\":{\"phoneContact\":79009990000,\"firstName\":\"" + name
                + "\"}}";
    }

    private static String maxContact(String chat) {
        return "{\"chatId\":\"" + chat + "\",\"contact\":{\"chatId\":\"10009999\"}}";
    }
}
