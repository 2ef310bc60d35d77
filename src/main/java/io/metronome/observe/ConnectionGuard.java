package io.metronome.observe;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one connection of a server: it closes the connection when no whole request comes in time, or when the client
 * does not take its answer, and answers requests that cannot be read. What clients do wrong is logged at debug only.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);

    /** More requests than a client has ever sent before it read the first answer. */
    private static final int MOST_UNANSWERED = 64;

    private final ConnectionLimits limits;
    private final Times times;
    private @Nullable ChannelHandlerContext context;
    private @Nullable SocketAddress remote;
    private @Nullable ScheduledFuture<?> alarm;
    private boolean admitted;
    private boolean receiving;
    private boolean refusing;
    private int unanswered;
    private long deadline;
    private long alarmAt;

    /**
     * How long a connection may be silent.
     *
     * @param request from its beginning to the end of its first request
     * @param idle from an answer to the end of the next request
     * @param answer from the end of a request, or the last part of the answer that the client took, to the next part
     */
    record Times(Duration request, Duration idle, Duration answer) {}

    ConnectionGuard(ConnectionLimits limits, Times times) {
        this.limits = limits;
        this.times = times;
    }

    /** The client's address. Only for a connection that is open, or was. */
    SocketAddress remote() {
        return Objects.requireNonNull(remote);
    }

    /** Closes the connection, which has lost its place. */
    void evict() {
        admitted = false;
        if (context != null) {
            close(context);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext channel) {
        context = channel;
        remote = channel.channel().remoteAddress();
        if (remote == null || !limits.admit(this)) {
            LOG.debug("No place for a connection from {}", remote);
            close(channel);
            return;
        }
        admitted = true;
        silentUntil(times.request());
        watch(channel);
        channel.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        if (admitted) {
            admitted = false;
            limits.closed(this);
        }
        channel.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext channel, Object message) {
        boolean unreadable =
                message instanceof HttpObject part && part.decoderResult().isFailure();
        if (refusing || unreadable || !admitted) {
            ReferenceCountUtil.release(message);
            if (unreadable && !refusing && admitted && channel.channel().isActive()) {
                refuse(channel, ((HttpObject) message).decoderResult().cause());
            }
            return;
        }
        if (message instanceof HttpRequest) {
            unanswered++;
            receiving = true;
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
            // The answer may be sent before the end of its request is seen.
            if (unanswered > 0) {
                limits.answering(this);
                silentUntil(times.answer());
            } else {
                limits.waiting(this);
                silentUntil(times.idle());
            }
        }
        if (unanswered > MOST_UNANSWERED) {
            ReferenceCountUtil.release(message);
            refusing = true;
            close(channel);
            return;
        }
        channel.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext channel, Object message, ChannelPromise promise) {
        boolean last = message instanceof LastHttpContent;
        ChannelPromise told = promise.unvoid();
        told.addListener(written -> written(last));
        var unused = channel.write(message, told);
    }

    /* An answer that comes before the end of its request gives the client no more time for that. */
    private void written(boolean last) {
        unanswered -= last ? 1 : 0;
        if (admitted && !receiving) {
            boolean idle = last && unanswered <= 0;
            if (idle) {
                limits.waiting(this);
            }
            silentUntil(idle ? times.idle() : times.answer());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        LOG.debug("A connection from {} ended: {}", remote, cause.toString());
        close(channel);
    }

    private void refuse(ChannelHandlerContext channel, Throwable cause) {
        refusing = true;
        LOG.debug("A request from {} cannot be read: {}", remote, cause.toString());
        HttpResponseStatus status = cause instanceof TooLongFrameException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
        DefaultFullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        channel.writeAndFlush(answer).addListener(done -> close(channel));
    }

    private void silentUntil(Duration time) {
        if (context != null) {
            deadline = now(context) + time.toNanos();
        }
        if (alarm != null && context != null && deadline < alarmAt) {
            alarm.cancel(false);
            watch(context);
        }
    }

    private void watch(ChannelHandlerContext channel) {
        long left = deadline - now(channel);
        if (left <= 0) {
            close(channel);
        } else {
            alarmAt = deadline;
            alarm = channel.executor().schedule(() -> watch(channel), left, NANOSECONDS);
        }
    }

    private static long now(ChannelHandlerContext channel) {
        return channel.executor().ticker().nanoTime();
    }

    private static void close(ChannelHandlerContext channel) {
        channel.close().addListener(closed -> {
            if (!closed.isSuccess()) {
                LOG.debug("A connection could not be closed", closed.cause());
            }
        });
    }
}
