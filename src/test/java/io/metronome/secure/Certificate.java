package io.metronome.secure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A server's key, and the certificate that clients trust, made with the JDK's {@code keytool} and signed by itself.
 *
 * @param keyStore PKCS12, with the key under {@link #PASSWORD}
 * @param certificate PEM
 */
public record Certificate(Path keyStore, Path certificate) {
    /** Of every key store that is made here. */
    public static final String PASSWORD = "changeit";

    /**
     * Makes one, on an elliptic curve.
     *
     * @param hosts who it is for, as keytool says it: {@code dns:localhost}, {@code ip:127.0.0.1}
     */
    public static Certificate of(Path folder, String name, String hosts) throws IOException, InterruptedException {
        return of(folder, name, hosts, "EC");
    }

    /** Makes one with a key of that algorithm, as keytool calls it. */
    public static Certificate of(Path folder, String name, String hosts, String algorithm)
            throws IOException, InterruptedException {
        Certificate made = new Certificate(folder.resolve(name + ".p12"), folder.resolve(name + ".pem"));
        made.keytool(
                "-genkeypair", "-keyalg", algorithm, "-dname", "CN=" + name, "-ext", "san=" + hosts, "-validity", "2");
        made.keytool("-exportcert", "-rfc", "-file", made.certificate.toString());
        return made;
    }

    /** The key alone, as PEM and PKCS#8, in a file of that name beside the certificate. */
    public Path key(String name) throws IOException, GeneralSecurityException {
        char[] password = PASSWORD.toCharArray();
        byte[] key = KeyStore.getInstance(keyStore.toFile(), password)
                .getKey("server", password)
                .getEncoded();
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        return Files.writeString(
                certificate.resolveSibling(name),
                "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n");
    }

    private void keytool(String command, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-alias",
                "server",
                "-keystore",
                keyStore.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
