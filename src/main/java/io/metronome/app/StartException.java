package io.metronome.app;

import io.metronome.config.Settings;
import io.metronome.observe.UnfitFileException;
import java.util.Locale;
import reactor.netty.ChannelBindException;

/** The work cannot begin. The message tells people why, in one line or several, and how to mend it. */
public class StartException extends Exception {
    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }

    /** The certificate or key of the pages cannot be used. */
    static StartException unfitTls(Settings.HttpSettings http, UnfitFileException unfit) {
        boolean certificate = unfit.file().equals(http.tlsCertificate());
        return new StartException("metronome.http.tls-" + (certificate ? "certificate: " : "key: ") + unfit.getMessage()
                + ". Mend the file, or name another by http.tls-" + (certificate ? "certificate" : "key")
                + " in the configuration or by METRONOME_HTTP_TLS_" + (certificate ? "CERTIFICATE" : "KEY")
                + " in the environment; without both the pages are plain HTTP");
    }

    /** Another process listens on the port of the pages or the probes. */
    static StartException portTaken(Settings.HttpSettings http, String key, int port, ChannelBindException failure) {
        String why = String.valueOf((failure.getCause() == null ? failure : failure.getCause()).getMessage());
        return new StartException("metronome.http." + key + ": port " + port + " of " + http.host()
                + (why.contains("in use") ? " is in use, by another worker perhaps" : " cannot be opened (" + why + ")")
                + ". Choose a free one by http." + key + " in the configuration or by METRONOME_HTTP_"
                + key.toUpperCase(Locale.ROOT).replace('-', '_') + " in the environment;"
                + (key.equals("port") ? " 0 takes any" : " 0 leaves the probes to http.port alone"));
    }
}
