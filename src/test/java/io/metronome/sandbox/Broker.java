package io.metronome.sandbox;

/** A Kafka that runs, wherever it runs. {@link #close()} ends it and deletes its data. */
public interface Broker extends AutoCloseable {

    /** The addresses that clients connect to first: {@code host:port}, several with commas between them. */
    String bootstrapServers();

    @Override
    void close();
}
