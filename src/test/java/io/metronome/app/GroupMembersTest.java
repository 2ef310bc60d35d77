package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupMembersTest {
    @ParameterizedTest
    @CsvSource({
        "metronome-intake@http://10.0.0.7:8080, /10.0.0.9, http://10.0.0.7:8080",
        "metronome-intake@https://worker-1.workers.svc, /10.0.0.9, https://worker-1.workers.svc",
        "metronome-intake@http://[2001:db8::7]:8080, /10.0.0.9, http://[2001:db8::7]:8080",
        "metronome-intake@http://*:8080, /10.0.0.9, http://10.0.0.9:8080",
        "metronome-intake@https://*:8443, 10.0.0.9, https://10.0.0.9:8443",
        "metronome-intake@http://*:8080, /2001:db8:0:0:0:0:0:9, http://[2001:db8:0:0:0:0:0:9]:8080",
        "metronome-intake, /10.0.0.9,",
        "metronome-intake@ftp://10.0.0.7:21, /10.0.0.9,",
        "metronome-intake@http://user:password@10.0.0.7, /10.0.0.9,",
        "metronome-intake@http://10.0.0.7:8080/path, /10.0.0.9,",
        "metronome-intake@http://10.0.0.7:999999, /10.0.0.9,",
        "metronome-intake@http://*:8080, '',"
    })
    void readsWhereAWorkerIs(String clientId, String host, String url) {
        assertThat(GroupMembers.url(clientId, host)).isEqualTo(url == null ? null : URI.create(url));
    }

    @Test
    void writesWhatItReads() {
        String url = "http://10.0.0.7:8080";
        assertThat(GroupMembers.url(GroupMembers.clientId("metronome-intake", url), "/h"))
                .isEqualTo(URI.create(url));
        assertThat(GroupMembers.url(GroupMembers.clientId("metronome-intake", ""), "/h"))
                .isNull();
    }
}
