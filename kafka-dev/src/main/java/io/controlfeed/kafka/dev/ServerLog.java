package io.controlfeed.kafka.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The log of a node that has a JVM to itself: a file in its directory. */
record ServerLog(Path file) {
    private static final int LAST_LINES = 20;

    static ServerLog of(Path nodeDirectory) {
        return new ServerLog(nodeDirectory.resolve("server.log"));
    }

    /**
     * Sends all that this JVM logs to the file. Where the class path has another binding than logback it is left as it is:
     * it writes to standard error, which a node's JVM has sent to the same file.
     */
    void takeOver() {
        if (LoggerFactory.getILoggerFactory().getClass().getName().startsWith("ch.qos.logback.")) {
            Logback.sendTo(file);
        }
    }

    /** The end of the log, for somebody who has to know why a node did not start. */
    String lastLines() {
        try {
            List<String> lines =
                    new String(Files.readAllBytes(file), UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(" + file + " cannot be read: " + unreadable + ")";
        }
    }

    /** Loaded only where logback is. */
    private static final class Logback {
        static void sendTo(Path file) {
            LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
            logging.reset();

            PatternLayoutEncoder encoder = new PatternLayoutEncoder();
            encoder.setContext(logging);
            encoder.setCharset(UTF_8);
            encoder.setPattern("%date{ISO8601} %-5level [%thread] %logger{0}: %message%n");
            encoder.start();

            FileAppender<ILoggingEvent> appender = new FileAppender<>();
            appender.setContext(logging);
            appender.setFile(file.toString());
            appender.setEncoder(encoder);
            appender.start();

            Logger root = logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.setLevel(Level.INFO);
            root.addAppender(appender);
        }
    }
}
