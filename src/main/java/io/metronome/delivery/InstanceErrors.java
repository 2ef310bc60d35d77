package io.metronome.delivery;

import static io.metronome.delivery.Classification.range;
import static io.metronome.delivery.Classification.says;

import io.metronome.delivery.Classification.Row;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The part of the table that is about the instance and not about the command. It applies to every method. */
final class InstanceErrors {
    private static final List<Row> ROWS = List.of(
            row(400, says("in starting process"), HoldReason.STARTING, "the instance is starting"),
            row(400, says("not authorized"), HoldReason.NOT_AUTHORIZED, "the instance is not authorized"),
            row(400, says("account is expired"), HoldReason.EXPIRED, "the instance is not paid for"),
            row(400, says("instance is deleted"), HoldReason.DELETED, "the instance is deleted"),
            row(401, heard -> true, HoldReason.TOKEN_REFUSED, "the token is not the instance's"),
            row(403, says("suspended"), HoldReason.SUSPENDED, "the account is suspended"),
            row(403, heard -> true, HoldReason.FORBIDDEN, "the instance is unknown at this address"),
            range("docs, page 466-error-example-body", 466, 466, InstanceErrors::quotaUsed));

    private InstanceErrors() {}

    static List<Row> rows() {
        return ROWS;
    }

    /** The state of the instance, from an answer that is an error. */
    static InstanceState state(ApiResponse heard) {
        for (Row row : ROWS) {
            if (row.isAbout(heard) && row.meaning().apply(heard) instanceof Answer.Held held) {
                return new InstanceState.Held(held.reason(), held.detail(), 0);
            }
        }
        return new InstanceState.Unread(heard.status(), heard.detail("HTTP " + heard.status()));
    }

    /* The documentation has two texts for "not authorized", and only a page of MAX for "suspended". */
    private static Row row(int status, Predicate<ApiResponse> fits, HoldReason reason, String meaning) {
        Function<ApiResponse, Answer> held = heard -> new Answer.Held(status, heard.detail(meaning), reason);
        return new Row("GREEN-API docs, page CommonErrors of both messengers", status, status, fits, held);
    }

    private static Answer quotaUsed(ApiResponse heard) {
        String words = RemainingCalls.words(heard.text());
        String detail = ErrorText.cut("the plan's quota is used up" + words, ApiResponse.DETAIL_LIMIT);
        return new Answer.Held(466, detail, HoldReason.QUOTA);
    }
}
