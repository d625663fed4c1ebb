package io.controlfeed.cli.daemon;

import io.controlfeed.cli.console.JsonObject;
import java.util.Map;

/** Something that is ready to begin, and then goes on until it is done, or told to end. */
public interface Work extends AutoCloseable {
    /** What does it, in one word. */
    String name();

    /** Does it; what goes wrong is thrown as a failure of the command. */
    void run() throws InterruptedException;

    /** Ends {@link #run} soon, from any thread; also if it has not begun. */
    void stop();

    /** What was done so far. */
    String account();

    /** How it stands, from any thread and without waiting for anything. */
    Health health();

    /** Adds to an object what {@code controlfeed status --json} tells of its part; what goes wrong is thrown as a failure. */
    void describe(JsonObject status) throws InterruptedException;

    /** What an operator may ask of it, by path. */
    Map<String, Order> orders();

    @Override
    default void close() {}
}
