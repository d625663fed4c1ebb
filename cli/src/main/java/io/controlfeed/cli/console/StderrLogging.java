package io.controlfeed.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Sends log lines to standard error: what Controlfeed has to say, and warnings of libraries. Found by logback; in code rather
 * than XML, because a command should not wait for an XML parser.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class StderrLogging extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        configure(logging, LogFormat.TEXT, false);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Logs like this from now on; verbose is everything. */
    public static void use(LogFormat format, boolean verbose) {
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        logging.reset();
        configure(logging, format, verbose);
    }

    private static void configure(LoggerContext logging, LogFormat format, boolean verbose) {
        LayoutBase<ILoggingEvent> layout = format == LogFormat.TEXT ? new LogLine(verbose) : new JsonLogLine(verbose);
        layout.setContext(logging);
        layout.start();

        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(logging);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();

        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(logging);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();

        Logger root = logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(verbose ? Level.DEBUG : Level.WARN);
        root.addAppender(appender);
        logging.getLogger("io.controlfeed").setLevel(verbose ? Level.DEBUG : Level.INFO);
        if (!verbose) {
            // Each try to reach a broker that is away is a warning of theirs. That it is away is told once, by what
            // needs it.
            logging.getLogger("org.apache.kafka.clients").setLevel(Level.ERROR);
        }
    }
}
