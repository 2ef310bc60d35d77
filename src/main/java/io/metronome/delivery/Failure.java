package io.metronome.delivery;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Describes a network failure, so that an operator knows where to look. */
final class Failure {
    private Failure() {}

    /**
     * The step that failed, then the library's message, 500 characters at most. It may contain the URL, and so the
     * token.
     */
    static String words(Throwable error) {
        String own = error.getMessage();
        String what = what(error);
        return ErrorText.cut(own == null ? what : what + " (" + own + ")", ApiResponse.DETAIL_LIMIT);
    }

    private static String what(Throwable error) {
        return switch (error) {
            case UnknownHostException unresolved -> "the host's name is not known";
            case ConnectException refused -> "nobody answers at the address";
            case NoRouteToHostException unreachable -> "there is no way to the address";
            case SSLException broken -> "TLS failed";
            case RejectedExecutionException closed -> "the client is closed";
            case TimeoutException late -> "no connection was free in time";
            case ClosedChannelException gone -> "the connection was closed";
            case IllegalArgumentException unusable -> "the URL cannot be used";
            default -> error.getClass().getSimpleName();
        };
    }
}
