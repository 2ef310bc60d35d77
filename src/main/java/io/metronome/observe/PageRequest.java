package io.metronome.observe;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** A request, as a page sees it. Only for the server's event loop. */
public final class PageRequest {
    private static final int LONGEST_BODY = 16 * 1024;

    private final HttpServerRequest request;
    private final Map<String, String> parameters;

    PageRequest(HttpServerRequest request, Map<String, String> parameters) {
        this.request = request;
        this.parameters = parameters;
    }

    /** The decoded parameter of the path. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no path has a parameter " + name);
        }
        return value;
    }

    /** The header, or null. */
    public @Nullable String header(String name) {
        return request.requestHeaders().get(name);
    }

    /** Whether only the head of the answer is asked for. */
    public boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }

    /** The path and the query, as they were sent. */
    public String uri() {
        return request.uri();
    }

    /** The client's address. */
    public InetAddress client() {
        InetSocketAddress remote = request.remoteAddress();
        return remote == null || remote.isUnresolved() ? InetAddress.getLoopbackAddress() : remote.getAddress();
    }

    /**
     * The values of the query.
     *
     * @param allowed the names that it may have
     * @throws BadRequestException for another name, a name that comes twice, and what cannot be decoded
     */
    public Map<String, String> query(Set<String> allowed) {
        Map<String, List<String>> sent;
        try {
            sent = new QueryStringDecoder(request.uri()).parameters();
        } catch (IllegalArgumentException notEncoded) {
            throw new BadRequestException("the query is not percent-encoded UTF-8");
        }
        Map<String, String> query = new TreeMap<>();
        sent.forEach((name, values) -> {
            if (!allowed.contains(name)) {
                throw new BadRequestException("unknown parameter; allowed is "
                        + (allowed.isEmpty() ? "none" : String.join(", ", new TreeSet<>(allowed))));
            } else if (values.size() > 1) {
                throw new BadRequestException(name + ": allowed is one value");
            }
            query.put(name, values.getFirst());
        });
        return query;
    }

    /** The body, of at most 16 KB; an error of {@link BodyTooLargeException} for a longer one. */
    public Mono<byte[]> body() {
        long announced = request.requestHeaders().getInt(HttpHeaderNames.CONTENT_LENGTH, 0);
        if (announced > LONGEST_BODY) {
            return Mono.error(new BodyTooLargeException(LONGEST_BODY));
        }
        return request.receive()
                .asByteArray()
                .collect(ByteArrayOutputStream::new, PageRequest::append)
                .map(ByteArrayOutputStream::toByteArray);
    }

    private static void append(ByteArrayOutputStream body, byte[] part) {
        if (body.size() + part.length > LONGEST_BODY) {
            throw new BodyTooLargeException(LONGEST_BODY);
        }
        body.writeBytes(part);
    }
}
