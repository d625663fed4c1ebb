package io.controlfeed.kafka.dev;

/** What is done when this JVM ends, unless it is called off before. */
record AtExit(Thread hook) {

    static AtExit run(String name, Runnable action) {
        AtExit atExit = new AtExit(new Thread(action, "dev-kafka: " + name));
        Runtime.getRuntime().addShutdownHook(atExit.hook);
        return atExit;
    }

    void callOff() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // Then it is done, or was: either is as well.
        }
    }
}
