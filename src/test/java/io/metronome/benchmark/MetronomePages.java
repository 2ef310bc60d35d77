package io.metronome.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metronome's own pages: readiness and metrics; and its heap as {@code jcmd} shows it. */
final class MetronomePages {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int OK = 200;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Pattern BUCKET = Pattern.compile("\\ble=\"([^\"]+)\"");
    private static final Pattern USED = Pattern.compile("heap\\s+total .*?used (\\d+)K");
    private static final long KB = 1_024;

    private final String url;

    MetronomePages(String url) {
        this.url = url;
    }

    private boolean isReady() throws IOException, InterruptedException {
        try {
            return get("/readyz").statusCode() == OK;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** Waits until {@code /readyz} answers 200. */
    void awaitReady(EngineProcess process) throws IOException, InterruptedException {
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("metronome ended before it was ready; see " + process.log());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** The sum of all series of that name. */
    double sum(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name) && "{ ".indexOf(line.charAt(name.length())) >= 0)
                .mapToDouble(MetronomePages::value)
                .sum();
    }

    /** The buckets of a histogram: how many values were at most the bound. */
    NavigableMap<Double, Double> buckets(String histogram) throws IOException, InterruptedException {
        NavigableMap<Double, Double> buckets = new TreeMap<>();
        get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(histogram + "_bucket{"))
                .forEach(line -> buckets.merge(bound(line), value(line), Double::sum));
        return buckets;
    }

    /** The bytes that a full collection leaves on the heap. */
    static long heapAfterCollection(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IOException("jcmd does not say how much of the heap is used");
        }
        return Long.parseLong(used.group(1)) * KB;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(tool, Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + command + " failed: " + text);
        }
        return text;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static double bound(String line) {
        Matcher bucket = BUCKET.matcher(line);
        return bucket.find() && !bucket.group(1).equals("+Inf")
                ? Double.parseDouble(bucket.group(1))
                : Double.POSITIVE_INFINITY;
    }
}
