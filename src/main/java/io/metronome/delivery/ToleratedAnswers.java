package io.metronome.delivery;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import reactor.netty.NettyPipeline;

/**
 * Reads every answer that HTTP allows, and those that servers and proxies give all the same. An answer that the client
 * cannot read makes the outcome of a call unknown, so that the message may go out again. Generous limits cost nothing
 * here, because the answer comes from a host that the configuration names, and no header is passed on.
 */
final class ToleratedAnswers {
    private static final int STATUS_LINE_BYTES = 64 * 1024;
    private static final int HEADER_BYTES = 256 * 1024;

    private ToleratedAnswers() {}

    /** Replaces the client's codec, whose other settings the client does not offer. */
    static void prepare(ChannelPipeline pipeline) {
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(STATUS_LINE_BYTES)
                .setMaxHeaderSize(HEADER_BYTES)
                .setHeadersFactory(DefaultHttpHeadersFactory.headersFactory().withValidation(false))
                .setTrailersFactory(DefaultHttpHeadersFactory.trailersFactory().withValidation(false))
                .setAllowDuplicateContentLengths(true)
                .setStrictLineParsing(false)
                .setUseRfc9112TransferEncoding(false);
        pipeline.replace(NettyPipeline.HttpCodec, NettyPipeline.HttpCodec, new HttpClientCodec(config, false, false));
        pipeline.addAfter(NettyPipeline.HttpCodec, "metronome.interimAnswers", new InterimAnswers());
    }
}
