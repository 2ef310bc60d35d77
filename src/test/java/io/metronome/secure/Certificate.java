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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server's key, and the certificate that clients trust, made with the JDK's {@code keytool} and signed by itself.
 *
 * @param keyStore PKCS12, with the key under {@link #PASSWORD}
 * @param certificate PEM
 */
public record Certificate(Path keyStore, Path certificate) {
    /** The password of every key store that is made here. */
    public static final String PASSWORD = "changeit";

    /* Made once in a JVM, since keytool is a process of its own. */
    private static final Map<List<String>, byte[]> MADE = new ConcurrentHashMap<>();

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
        List<String> kind = List.of(name, hosts, algorithm);
        byte[] known = MADE.get(kind);
        if (known == null) {
            List<String> arguments = new ArrayList<>(List.of("-keyalg", algorithm));
            if (algorithm.equals("RSA")) {
                // Its own size is 3,072 bits, which takes it seconds to find.
                arguments.addAll(List.of("-keysize", "2048"));
            }
            arguments.addAll(List.of("-dname", "CN=" + name, "-ext", "san=" + hosts, "-validity", "2"));
            made.keytool("-genkeypair", arguments);
            MADE.put(kind, Files.readAllBytes(made.keyStore));
        } else {
            Files.write(made.keyStore, known);
        }
        made.export();
        return made;
    }

    private void export() throws IOException {
        try {
            byte[] encoded = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray())
                    .getCertificate("server")
                    .getEncoded();
            Files.writeString(certificate, pem("CERTIFICATE", encoded));
        } catch (GeneralSecurityException broken) {
            throw new IOException(broken);
        }
    }

    private static String pem(String what, byte[] encoded) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    /** The key alone, as PEM and PKCS#8, in a file of that name beside the certificate. */
    public Path key(String name) throws IOException, GeneralSecurityException {
        char[] password = PASSWORD.toCharArray();
        byte[] key = KeyStore.getInstance(keyStore.toFile(), password)
                .getKey("server", password)
                .getEncoded();
        return Files.writeString(certificate.resolveSibling(name), pem("PRIVATE KEY", key));
    }

    private void keytool(String command, List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                command,
                "-alias",
                "server",
                "-keystore",
                keyStore.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        line.addAll(arguments);
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
