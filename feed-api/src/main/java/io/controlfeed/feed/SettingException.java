package io.controlfeed.feed;

import org.jspecify.annotations.Nullable;

/** A feed cannot be opened as it was asked for: an unknown backend, or a setting that is missing, unknown or unreadable. */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        this(message, null);
    }

    public SettingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
