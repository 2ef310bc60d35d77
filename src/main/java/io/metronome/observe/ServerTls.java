package io.metronome.observe;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the server. A new connection uses the certificate that was read last. One thread calls {@link
 * #refresh()} every few seconds; any thread may call the other methods.
 */
public final class ServerTls extends SslContext {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private final PemFiles files;
    private volatile PemFiles.Usable current;
    private PemStamps stamps;

    /** The files have changed when a time or a size has. Null stands for a missing file. */
    private record PemStamps(
            @Nullable PemStamp certificate, @Nullable PemStamp key) {}

    private record PemStamp(FileTime modified, long size) {}

    private ServerTls(PemFiles files, PemStamps stamps, PemFiles.Usable first) {
        this.files = files;
        this.stamps = stamps;
        this.current = first;
    }

    /**
     * Reads the files for the first time.
     *
     * @param certificate PEM: the server's certificate first, then its chain
     * @param key PEM, PKCS#8 without a password: RSA, an elliptic curve, or Ed25519
     */
    public static ServerTls open(Path certificate, Path key) throws UnfitFileException {
        PemFiles files = new PemFiles(certificate, key);
        PemStamps stamps = stamps(files);
        return new ServerTls(files, stamps, files.read());
    }

    /**
     * Reads the files again when the time or size of one has changed. Where they cannot be used, or only one of them is
     * new, this logs the mistake once and keeps the certificate.
     *
     * @return whether there is a new certificate
     */
    public boolean refresh() {
        PemStamps now = stamps(files);
        if (now.equals(stamps)) {
            return false;
        }
        stamps = now;
        try {
            current = files.read();
            return true;
        } catch (UnfitFileException unfit) {
            LOG.error("The worker keeps the certificate of its pages: {}", unfit.getMessage());
            return false;
        }
    }

    /** When the first certificate of the chain expires. */
    public Instant notAfter() {
        return current.notAfter();
    }

    /* Asked before the files are read, so that the next refresh sees a change in between. */
    private static PemStamps stamps(PemFiles files) {
        return new PemStamps(stamp(files.certificate()), stamp(files.key()));
    }

    private static @Nullable PemStamp stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new PemStamp(attributes.lastModifiedTime(), attributes.size());
        } catch (IOException gone) {
            return null;
        }
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return current.context().cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's own signature: each SslContext has this method.
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return current.context().applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return current.context().newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
        return current.context().newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current.context().sessionContext();
    }
}
