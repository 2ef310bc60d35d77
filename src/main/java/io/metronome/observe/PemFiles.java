package io.metronome.observe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.http.Http11SslContextSpec;

/**
 * The files of a server's certificate and its key. Netty does not read them, because it does not know Ed25519 and
 * accepts the key of another certificate.
 */
record PemFiles(Path certificate, Path key) {
    private static final Logger LOG = LoggerFactory.getLogger(PemFiles.class);
    private static final String A_CHAIN = "a certificate in PEM, first the server's own, then those that vouch for it";
    private static final String A_KEY =
            "the certificate's own key in PEM, PKCS#8 without a password; openssl pkcs8 -topk8"
                    + " -nodes -in OLD -out NEW writes one";
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /**
     * A certificate that can be used.
     *
     * @param notAfter when the first of its chain expires
     */
    record Usable(SslContext context, Instant notAfter) {}

    /** Reads both files, and blocks meanwhile. */
    Usable read() throws UnfitFileException {
        List<X509Certificate> chain = chain();
        X509Certificate own = chain.getFirst();
        PrivateKey secret = secret(own.getPublicKey());
        try {
            SslContext context = Http11SslContextSpec.forServer(secret, chain).sslContext();
            LOG.info("The pages' certificate is that of {}, until {}", own.getSubjectX500Principal(), until(own));
            return new Usable(context, firstEnd(chain));
        } catch (SSLException | IllegalArgumentException e) {
            throw new UnfitFileException(certificate, "certificates that do not go together (" + e + ')', A_CHAIN);
        }
    }

    private static Instant firstEnd(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static String until(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().toString();
    }

    private List<X509Certificate> chain() throws UnfitFileException {
        byte[] bytes = bytes(certificate, A_CHAIN);
        try {
            List<X509Certificate> chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (chain.isEmpty()) {
                throw new UnfitFileException(certificate, "no certificate", A_CHAIN);
            }
            return chain;
        } catch (CertificateException broken) {
            // The exception's message may quote the file, and the file may be the key.
            LOG.debug("{} holds no certificates that can be read: {}", certificate, broken.getClass());
            String kind = kind(new String(bytes, ISO_8859_1));
            throw new UnfitFileException(
                    certificate,
                    kind.equals("\"CERTIFICATE\"") ? "a broken certificate" : "something else (" + kind + ')',
                    A_CHAIN);
        }
    }

    private PrivateKey secret(PublicKey known) throws UnfitFileException {
        String text = new String(bytes(key, A_KEY), ISO_8859_1);
        Matcher matcher = PKCS8.matcher(text);
        if (!matcher.find()) {
            throw new UnfitFileException(key, kind(text), A_KEY);
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
            PrivateKey secret =
                    KeyFactory.getInstance(known.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (belong(secret, known)) {
                return secret;
            }
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            // The exception's message may quote the key.
            LOG.debug("{} is no key of the certificate's kind: {}", key, broken.getClass());
            throw new UnfitFileException(
                    key, "a broken key, or one of another kind than " + known.getAlgorithm(), A_KEY);
        }
        throw new UnfitFileException(key, "the key of another certificate than that in " + certificate, A_KEY);
    }

    /* What the file says it has. Only capitals and digits count: with a dash missing, the key itself would follow. */
    private static String kind(String text) {
        Matcher matcher = BEGIN.matcher(text);
        return matcher.find() ? '"' + matcher.group(1) + '"' : "no PEM";
    }

    private static boolean belong(PrivateKey secret, PublicKey known) throws GeneralSecurityException {
        String algorithm = known.getAlgorithm();
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> algorithm;
                });
        byte[] anything = known.getEncoded();
        signature.initSign(secret);
        signature.update(anything);
        byte[] signed = signature.sign();
        signature.initVerify(known);
        signature.update(anything);
        return signature.verify(signed);
    }

    private static byte[] bytes(Path file, String allowed) throws UnfitFileException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new UnfitFileException(file, "no such file", allowed);
        } catch (IOException unreadable) {
            throw new UnfitFileException(file, "a file that cannot be read (" + unreadable + ')', allowed);
        }
    }
}
