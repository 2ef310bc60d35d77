package io.metronome.observe;

import io.metronome.command.Instance;
import io.metronome.command.Method;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.DispatchListener.CallOutcome;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.Locale;

/**
 * The span of one API call, by OpenTelemetry's semantic conventions for HTTP clients. It has {@code url.template} in
 * place of {@code url.full}, because the token is a part of the URL.
 */
record ApiSpan(Span span) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    static ApiSpan start(Tracer tracer, Context within, Instance instance, Method method) {
        String template =
                instance.messenger().pathPrefix() + "/waInstance{idInstance}/" + method.name() + "/{apiTokenInstance}";
        URI server = URI.create(instance.apiUrl());
        return new ApiSpan(tracer.spanBuilder("POST " + template)
                .setParent(within)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("http.request.method", "POST")
                .setAttribute("server.address", server.getHost())
                .setAttribute("server.port", port(server))
                .setAttribute("url.scheme", server.getScheme())
                .setAttribute("url.template", template)
                .startSpan());
    }

    private static long port(URI server) {
        int standard = "https".equalsIgnoreCase(server.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        return server.getPort() < 0 ? standard : server.getPort();
    }

    SpanContext context() {
        return span.getSpanContext();
    }

    void end(Answer answer) {
        if (answer.status() > 0) {
            span.setAttribute("http.response.status_code", answer.status());
        }
        judge(span, answer);
        span.end();
    }

    /** Writes the answer into a span. The detail of an answer holds no token. */
    static void judge(Span span, Answer answer) {
        String outcome = CallOutcome.of(answer).name().toLowerCase(Locale.ROOT);
        if (answer instanceof Answer.Withheld) {
            span.addEvent("withheld: the right to call had run out, nothing was written");
        } else if (!(answer instanceof Answer.Accepted)) {
            span.setAttribute("error.type", answer.status() > 0 ? Integer.toString(answer.status()) : outcome);
            span.setStatus(StatusCode.ERROR, answer.detail());
        }
        span.setAttribute("metronome.outcome", outcome);
    }
}
