package io.metronome.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.requests.RequestHeader;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and one broker, and refuses batches that contain a marked record, with any error code of the
 * protocol. Everything else passes. A request that has a refused batch reaches no broker; its other batches are told to
 * be written, since their transaction cannot be committed any more. Thread-safe.
 */
public final class RefusingProxy implements AutoCloseable {
    private final ServerSocket door;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile int brokerPort;
    private volatile @Nullable Order order;

    private record Order(String mark, Errors error) {}

    private RefusingProxy(ServerSocket door) {
        this.door = door;
    }

    /** Opens a port. Connections are passed on as soon as the broker is known. */
    public static RefusingProxy open() {
        try {
            RefusingProxy proxy = new RefusingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            thread("proxy", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    void passTo(int port) {
        brokerPort = port;
    }

    /** From now on every batch that has a record whose value contains that text is refused. */
    public void refuse(String mark, Errors error) {
        order = new Order(mark, error);
    }

    /** From now on everything passes. */
    public void relent() {
        order = null;
    }

    private void accept() throws IOException {
        while (!door.isClosed()) {
            Socket client = door.accept();
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
            open.add(client);
            open.add(broker);
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            thread("connection", () -> serve(client, broker));
        }
    }

    /* One request after the other, as a broker does, since answers must come in the order of the requests. */
    private void serve(Socket client, Socket broker) throws IOException {
        DataInputStream requests = new DataInputStream(client.getInputStream());
        DataOutputStream answers = new DataOutputStream(client.getOutputStream());
        DataInputStream fromBroker = new DataInputStream(broker.getInputStream());
        DataOutputStream toBroker = new DataOutputStream(broker.getOutputStream());
        try (client;
                broker) {
            while (true) {
                byte[] request = frame(requests);
                byte[] refusal = refusal(request);
                if (refusal == null) {
                    write(toBroker, request);
                    write(answers, frame(fromBroker));
                } else {
                    write(answers, refusal);
                }
            }
        }
    }

    private byte @Nullable [] refusal(byte[] request) {
        Order now = order;
        ByteBuffer bytes = ByteBuffer.wrap(request);
        if (now == null || bytes.getShort(0) != ApiKeys.PRODUCE.id) {
            return null;
        }
        RequestHeader header = RequestHeader.parse(bytes);
        ProduceRequestData asked = new ProduceRequestData(new ByteBufferAccessor(bytes), header.apiVersion());
        ProduceResponseData answer = new ProduceResponseData();
        boolean isRefused = false;
        for (ProduceRequestData.TopicProduceData topic : asked.topicData()) {
            List<ProduceResponseData.PartitionProduceResponse> partitions = new ArrayList<>();
            for (ProduceRequestData.PartitionProduceData partition : topic.partitionData()) {
                ProduceResponseData.PartitionProduceResponse one =
                        new ProduceResponseData.PartitionProduceResponse().setIndex(partition.index());
                if (isMarked((MemoryRecords) partition.records(), now.mark())) {
                    one.setErrorCode(now.error().code()).setBaseOffset(-1);
                    isRefused = true;
                }
                partitions.add(one);
            }
            answer.responses()
                    .add(new ProduceResponseData.TopicProduceResponse()
                            .setName(topic.name())
                            .setTopicId(topic.topicId())
                            .setPartitionResponses(partitions));
        }
        return isRefused ? response(header, answer) : null;
    }

    private static boolean isMarked(MemoryRecords records, String mark) {
        for (Record record : records.records()) {
            ByteBuffer value = record.value();
            if (value != null && ISO_8859_1.decode(value).toString().contains(mark)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] response(RequestHeader header, ProduceResponseData answer) {
        ByteBuffer head = MessageUtil.toByteBufferAccessor(
                        new ResponseHeaderData().setCorrelationId(header.correlationId()),
                        ApiKeys.PRODUCE.responseHeaderVersion(header.apiVersion()))
                .buffer();
        ByteBuffer body =
                MessageUtil.toByteBufferAccessor(answer, header.apiVersion()).buffer();
        ByteBuffer whole = ByteBuffer.allocate(head.remaining() + body.remaining());
        return whole.put(head).put(body).array();
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return frame;
    }

    private static void write(DataOutputStream out, byte[] frame) throws IOException {
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
    }

    private interface Loop {
        void run() throws IOException;
    }

    /* A connection ends by an exception, on whichever side it was closed. */
    private static void thread(String name, Loop loop) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (IOException closed) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
