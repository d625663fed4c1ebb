package io.controlfeed.feed;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a backend can be told. Its key is the flag ({@code --feed-file-dir}), the environment variable
 * ({@code CONTROLFEED_FEED_FILE_DIR}) and the key in a configuration file ({@code feed-file-dir}) alike.
 *
 * @param key lower-case words joined by hyphens, beginning with the backend's name or {@code feed-}
 * @param placeholder what stands for the value in a help text, such as {@code DIR}
 * @param summary what it does, for a help text
 * @param defaultValue the value if none is given, as text
 * @param parser makes the value of its text; an {@link IllegalArgumentException} of it becomes a {@link SettingException}
 * @param ifAbsent what it is if it was not given and has no default; null if it must be given
 * @param isRepeatable whether it is pairs of a key and a value, and its text {@link PropertyLines}
 * @param isSecret whether its value must not be shown to anybody, also not in an error
 */
public record Setting<T>(
        String key,
        String placeholder,
        String summary,
        @Nullable String defaultValue,
        Function<String, T> parser,
        @Nullable T ifAbsent,
        boolean isRepeatable,
        boolean isSecret) {

    /** A setting with a default, or with null for it, one that must be given. */
    public Setting(
            String key, String placeholder, String summary, @Nullable String defaultValue, Function<String, T> parser) {
        this(key, placeholder, summary, defaultValue, parser, null, false, false);
    }

    /** A setting that must be given. */
    public static <T> Setting<T> required(String key, String placeholder, String summary, Function<String, T> parser) {
        return new Setting<>(key, placeholder, summary, null, parser);
    }

    /** A setting that need not be given, and has no default. */
    public static <T> Setting<Optional<T>> optional(
            String key, String placeholder, String summary, Function<String, T> parser) {
        return new Setting<>(
                key, placeholder, summary, null, parser.andThen(Optional::of), Optional.empty(), false, false);
    }

    /** A setting that is true or false. */
    public static Setting<Boolean> bool(String key, boolean defaultValue, String summary) {
        return new Setting<>(key, "true|false", summary, Boolean.toString(defaultValue), text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it must be true or false");
        });
    }

    /** Any number of pairs that are handed on to something else: {@code --kafka-property linger.ms=0}. */
    public static Setting<Map<String, String>> properties(String key, String placeholder, String summary) {
        return new Setting<>(key, placeholder, summary, null, PropertyLines::parse, Map.of(), true, false);
    }

    /** The same setting, whose value nobody may see. */
    public Setting<T> secret() {
        return new Setting<>(key, placeholder, summary, defaultValue, parser, ifAbsent, isRepeatable, true);
    }

    /** Whether a backend cannot be opened without it. */
    public boolean isRequired() {
        return defaultValue == null && ifAbsent == null;
    }
}
