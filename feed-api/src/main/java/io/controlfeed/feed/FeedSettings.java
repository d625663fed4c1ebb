package io.controlfeed.feed;

import java.util.List;
import java.util.Map;

/** The settings that a backend is opened with: each one declared by its provider. */
public final class FeedSettings {
    private final String backend;
    private final Map<String, String> given;

    /**
     * @throws SettingException if a key is given that the provider does not declare
     */
    FeedSettings(FeedProvider provider, Map<String, String> given) {
        this(provider.name(), provider.settings(), given);
    }

    FeedSettings(String backend, List<Setting<?>> declared, Map<String, String> given) {
        this.backend = backend;
        this.given = Map.copyOf(given);
        List<String> known = declared.stream().map(Setting::key).sorted().toList();
        this.given.keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .findFirst()
                .ifPresent(key -> {
                    throw new SettingException("backend '" + backend + "' has no setting '" + key + "': it knows "
                            + (known.isEmpty() ? "none" : String.join(", ", known)));
                });
    }

    /**
     * The value of a setting: what was given, or its default.
     *
     * @throws SettingException if it must be given and was not, or cannot be read
     */
    public <T> T get(Setting<T> setting) {
        String text = given.getOrDefault(setting.key(), setting.defaultValue());
        if (text == null || text.isBlank()) {
            return absent(setting);
        }
        try {
            return setting.parser().apply(text);
        } catch (IllegalArgumentException unreadable) {
            throw unreadable(setting, text, unreadable);
        }
    }

    private <T> T absent(Setting<T> setting) {
        T absent = setting.ifAbsent();
        if (absent == null) {
            throw new SettingException("backend '" + backend + "' needs " + setting.key() + "=" + setting.placeholder()
                    + ": " + setting.summary());
        }
        return absent;
    }

    /** Neither the parser's words nor its exception are passed on for a secret: they may quote it. */
    private static SettingException unreadable(Setting<?> setting, String text, IllegalArgumentException cause) {
        String summary = " (" + setting.summary() + ")";
        if (setting.isSecret()) {
            return new SettingException(setting.key() + " cannot be read; its value is not shown" + summary);
        }
        String value = setting.isRepeatable() ? " cannot be read: " : " is '" + text + "': ";
        return new SettingException(setting.key() + value + cause.getMessage() + summary, cause);
    }
}
