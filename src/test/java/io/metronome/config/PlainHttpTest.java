package io.metronome.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hosts to which a token may go without TLS. */
class PlainHttpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.green-api.com",
                "http://localhost:8081",
                "http://LOCALHOST",
                "http://api.localhost",
                "http://127.0.0.1:8081",
                "http://127.9.9.9",
                "http://[::1]:8081",
                "http://emulator:8081",
                "http://emulator.testing.svc",
                "http://emulator.testing.svc.cluster.local.:8081"
            })
    void allows(String url) {
        assertThat(read(url, false)).isInstanceOf(InstancesRead.Good.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.green-api.com",
                "http://1101.api.green-api.com:80/",
                "HTTP://api.green-api.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://a.svc.example.com",
                "http://svc.example",
                "http://8.8.8.8",
                "http://10.0.0.7",
                "http://[2001:db8::1]"
            })
    void refusesUnlessItIsSaid(String url) {
        assertThat(read(url, false))
                .isInstanceOfSatisfying(
                        InstancesRead.Bad.class,
                        bad -> assertThat(bad.problems())
                                .singleElement()
                                .asString()
                                .startsWith("i.yaml:1: instances[0] (1): api-url: found \"")
                                .endsWith("delivery.allow-http: true allows any"));
        assertThat(read(url, true)).isInstanceOf(InstancesRead.Good.class);
    }

    private static InstancesRead read(String url, boolean allowHttp) {
        return InstancesReader.of(
                "i.yaml",
                "instances: [{id: 1, token: t, api-url: \"" + url + "\"}]",
                Map.of(),
                new InstancesReader.ApiUrlRules(null, allowHttp));
    }
}
