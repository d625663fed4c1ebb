package io.controlfeed.cli.console;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.Locale;

/** A log event as a program should see it: one object, with what was thrown; with its stack if that is asked for. */
final class JsonLogLine extends LayoutBase<ILoggingEvent> {
    private final boolean verbose;

    JsonLogLine(boolean verbose) {
        this.verbose = verbose;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        JsonObject json = new JsonObject()
                .put("time", event.getInstant())
                .put("level", event.getLevel().toString().toLowerCase(Locale.ROOT))
                .put("logger", event.getLoggerName())
                .put("thread", event.getThreadName())
                .put("message", event.getFormattedMessage());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            json.put("error", thrown.getClassName()).put("error_message", thrown.getMessage());
            if (verbose) {
                json.put("stack", ThrowableProxyUtil.asString(thrown));
            }
        }
        return json + "\n";
    }
}
