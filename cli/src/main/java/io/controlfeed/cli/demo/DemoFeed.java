package io.controlfeed.cli.demo;

import java.util.List;

/** The feed in the middle. */
interface DemoFeed {
    /** The backend's name. */
    String backend();

    /** What it is, for people. */
    String summary();

    /** Tells a command where it is. */
    List<String> flags();

    /** Begins to make it; those that use it may be started meanwhile. */
    void start(Stage stage);

    /** Returns when it can be used. */
    void await(Stage stage);
}
