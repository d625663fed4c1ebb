package io.controlfeed.kafka.dev;

/** Somebody else took a port between the moment it was chosen and the moment it was bound. */
final class PortTaken extends Exception {
    private static final long serialVersionUID = 1L;

    PortTaken(String message, Throwable cause) {
        super(message, cause);
    }

    PortTaken(String message) {
        super(message);
    }

    /** The error for a caller whose ports are fixed. */
    DevKafkaException forGood() {
        return new DevKafkaException(
                "a port was taken by somebody else: " + getMessage(),
                "end the process that listens there, and start it again",
                this);
    }
}
