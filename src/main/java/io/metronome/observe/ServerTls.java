package io.metronome.observe;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of a server, as its files are now: each connection begins with the one that was read last. {@link
 * #refresh()} belongs to one thread, which calls it every few seconds; everything else is safe from any.
 */
public final class ServerTls extends SslContext {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private final PemFiles files;
    private volatile SslContext current;
    private Stamps stamps;

    /** What tells one version of the files from the next; null for one that is gone. */
    private record Stamps(
            @Nullable Stamp certificate, @Nullable Stamp key) {}

    private record Stamp(FileTime modified, long size) {}

    private ServerTls(PemFiles files, Stamps stamps, SslContext first) {
        this.files = files;
        this.stamps = stamps;
        this.current = first;
    }

    /**
     * Reads the files for the first time.
     *
     * @param certificate PEM, the server's own first, those that vouch for it behind it
     * @param key PEM, PKCS#8 without a password; of RSA, an elliptic curve, or Ed25519
     */
    public static ServerTls open(Path certificate, Path key) throws UnfitFileException {
        PemFiles files = new PemFiles(certificate, key);
        Stamps stamps = stamps(files);
        return new ServerTls(files, stamps, files.read());
    }

    /**
     * Reads the files again when the time or size of one has changed. Files that are unfit, or do not go together because
     * one is still to come, are logged once, and the certificate stays as it was.
     *
     * @return whether the certificate was read anew
     */
    public boolean refresh() {
        Stamps now = stamps(files);
        if (now.equals(stamps)) {
            return false;
        }
        stamps = now;
        try {
            current = files.read();
            return true;
        } catch (UnfitFileException unfit) {
            LOG.error("The pages keep the certificate that they had: {}", unfit.getMessage());
            return false;
        }
    }

    /* Taken before the reading, so that a change in between is seen the next time. */
    private static Stamps stamps(PemFiles files) {
        return new Stamps(stamp(files.certificate()), stamp(files.key()));
    }

    private static @Nullable Stamp stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size());
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
        return current.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // Its type is Netty's choice; whoever extends an SslContext has to name it.
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return current.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return current.newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
        return current.newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current.sessionContext();
    }
}
