package io.controlfeed.cli.daemon;

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

    @Override
    default void close() {}
}
