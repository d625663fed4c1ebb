package io.controlfeed.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.Locale;

/** A log event as the command's user should see it: like the command's own messages; with all there is if asked. */
public final class LogLine extends LayoutBase<ILoggingEvent> {
    private final boolean verbose;

    LogLine(boolean verbose) {
        this.verbose = verbose;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder("controlfeed: ");
        if (verbose) {
            line.append(event.getInstant()).append(' ');
            line.append('[').append(event.getThreadName()).append("] ");
            line.append(event.getLoggerName()).append(' ');
        }
        if (verbose || event.getLevel() != Level.INFO) {
            line.append(event.getLevel().toString().toLowerCase(Locale.ROOT)).append(": ");
        }
        line.append(event.getFormattedMessage()).append('\n');
        IThrowableProxy thrown = event.getThrowableProxy();
        if (verbose && thrown != null) {
            line.append(ThrowableProxyUtil.asString(thrown)).append('\n');
        }
        return line.toString();
    }
}
