package io.metronome.contract;

import static java.util.stream.Collectors.joining;

import io.metronome.command.Catalogue;
import io.metronome.command.Messenger;
import io.metronome.command.Method;
import io.metronome.command.Method.Offer;
import io.metronome.command.shape.ArrayShape;
import io.metronome.command.shape.NamedField;
import io.metronome.command.shape.ObjectShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The table of the methods as the documentation shows it, made from the catalogue. */
final class MethodTable {
    private static final String HEAD = """
            | method | messenger | required fields | optional fields | limit per instance | a second call |
            |---|---|---|---|---|---|
            """;

    private MethodTable() {}

    /** The head, and a row for each method and messenger; messengers that take the same share a row. */
    static String print() {
        StringBuilder table = new StringBuilder(HEAD);
        for (Method method : Catalogue.methods()) {
            Map<String, String> rows = new LinkedHashMap<>();
            method.offers()
                    .forEach((messenger, offer) ->
                            rows.merge(cells(method, offer), label(messenger), (one, other) -> one + ", " + other));
            rows.forEach((cells, messengers) ->
                    table.append("| `%s` | %s | %s |\n".formatted(method.name(), messengers, cells)));
        }
        return table.toString();
    }

    private static String cells(Method method, Offer offer) {
        ObjectShape body = offer.body();
        return "%s | %s | %d/s%s | %s"
                .formatted(
                        body.wantsAnyField() ? "at least one of the optional fields" : required(body),
                        optional(body, method.typingDefault()),
                        offer.perSecond(),
                        method.paced() ? "" : ", not paced",
                        method.repeatable() ? "changes nothing" : "sends again");
    }

    private static String required(ObjectShape body) {
        String required = fields(body, NamedField::required, 0);
        return body.atLeastOneOf().isEmpty() ? required : required + "; at least one of " + code(body.atLeastOneOf());
    }

    private static String optional(ObjectShape body, int typingDefault) {
        boolean any = body.wantsAnyField();
        return fields(
                body,
                field -> !field.required() && (any || !body.atLeastOneOf().contains(field.name())),
                typingDefault);
    }

    /* Fields that may hold the same share one description. */
    private static String fields(ObjectShape body, Predicate<NamedField> wanted, int typingDefault) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (NamedField field : body.fields()) {
            if (wanted.test(field)) {
                names.merge(description(field, typingDefault), List.of(field.name()), MethodTable::both);
            }
        }
        return names.entrySet().stream()
                .map(group -> code(group.getValue()) + group.getKey())
                .collect(joining("; "));
    }

    private static List<String> both(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static String description(NamedField field, int typingDefault) {
        if (field.shape() instanceof ObjectShape object) {
            String optional = optional(object, 0);
            return " {" + required(object) + (optional.isEmpty() ? "" : "; optional " + optional) + "}";
        }
        if (field.shape() instanceof ArrayShape array && array.each() instanceof ObjectShape object) {
            String optional = optional(object, 0);
            return " (" + array.allowed() + ", each {" + required(object)
                    + (optional.isEmpty() ? "" : "; optional " + optional) + "})";
        }
        String allowed = field.shape().allowed().replaceFirst("^a JSON ", "");
        if (field.name().equals("chatId") || allowed.equals("text")) {
            return "";
        }
        boolean hasDefault = typingDefault > 0 && field.name().equals("typingTime");
        return " (" + allowed + (hasDefault ? ", " + typingDefault + " where absent)" : ")");
    }

    private static String code(List<String> names) {
        return names.stream().map(name -> '`' + name + '`').collect(joining(", "));
    }

    private static String label(Messenger messenger) {
        return switch (messenger) {
            case WHATSAPP -> "WhatsApp";
            case MAX -> "MAX";
        };
    }
}
