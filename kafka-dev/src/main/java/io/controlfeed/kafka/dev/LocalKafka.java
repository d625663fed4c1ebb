package io.controlfeed.kafka.dev;

import java.nio.file.Path;
import java.util.Map;

/** A Kafka on this machine that runs from the moment it is had, and can be stopped and started again: an outage. */
public interface LocalKafka extends AutoCloseable {

    /** Where clients connect: {@code 127.0.0.1:9092}, more of them with commas. Stays the same after a stop and a start. */
    String bootstrapServers();

    /** All that a client must be told to connect: {@code bootstrap.servers}, and trust and login where needed. */
    Map<String, String> clientProperties();

    /** Where it keeps data and logs. */
    Path directory();

    /** Starts it again after a stop, on its own ports and data; returns when clients can use it. */
    void start();

    /** Stops it; {@link #start()} brings it back. */
    void stop();

    /**
     * Ends it for good, and removes the directory if that is a temporary one. Done at the end of the JVM if it was not done
     * before.
     */
    @Override
    void close();
}
