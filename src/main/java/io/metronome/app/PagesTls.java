package io.metronome.app;

import io.metronome.config.Settings;
import io.metronome.observe.ServerTls;
import io.metronome.observe.UnfitFileException;
import org.jspecify.annotations.Nullable;

/** The certificate of the worker's own pages, if the settings name one. */
final class PagesTls {
    private PagesTls() {}

    /** Opens the certificate. Null when the settings want plain HTTP. */
    static @Nullable ServerTls open(Settings.HttpSettings http) throws StartException {
        if (http.tlsCertificate() == null || http.tlsKey() == null) {
            return null;
        }
        try {
            return ServerTls.open(http.tlsCertificate(), http.tlsKey());
        } catch (UnfitFileException unfit) {
            throw StartException.unfitTls(http, unfit);
        }
    }
}
