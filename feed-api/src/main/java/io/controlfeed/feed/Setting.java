package io.controlfeed.feed;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a backend can be told. Its key is the flag ({@code --feed-file-dir}), the environment variable
 * ({@code CONTROLFEED_FEED_FILE_DIR}) and the key in a configuration file ({@code feed-file-dir}) alike.
 *
 * @param key lower-case words joined by hyphens, beginning with the backend's name or {@code feed-}
 * @param placeholder what stands for the value in a help text, such as {@code DIR}
 * @param summary what it does, for a help text
 * @param defaultValue the value if none is given, as text; null if it must be given
 * @param parser makes the value of its text; an {@link IllegalArgumentException} of it becomes a {@link SettingException}
 */
public record Setting<T>(
        String key,
        String placeholder,
        String summary,
        @Nullable String defaultValue,
        Function<String, T> parser) {

    /** A setting that must be given. */
    public static <T> Setting<T> required(String key, String placeholder, String summary, Function<String, T> parser) {
        return new Setting<>(key, placeholder, summary, null, parser);
    }

    /** A setting that is true or false. */
    public static Setting<Boolean> bool(String key, boolean defaultValue, String summary) {
        return new Setting<>(key, "true|false", summary, Boolean.toString(defaultValue), text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it must be true or false");
        });
    }
}
