package io.metronome.sandbox;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Ports for brokers, which have to be known before a broker listens, and stay its own while it is stopped. They lie below
 * those that systems give to outgoing connections: one of these would else be on a broker's port when it starts, or
 * meet itself there.
 */
public final class FreePorts {
    private static final int FIRST = 16_384;
    private static final int BEYOND = 32_768;

    private FreePorts() {}

    /** So many ports of the loopback address without a listener, all different. */
    public static List<Integer> take(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                listen(RandomGenerator.getDefault().nextInt(FIRST, BEYOND)).ifPresent(held::add);
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private static Optional<ServerSocket> listen(int port) throws IOException {
        try {
            return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (BindException taken) {
            return Optional.empty();
        }
    }
}
