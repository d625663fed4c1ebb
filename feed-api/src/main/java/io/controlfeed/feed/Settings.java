package io.controlfeed.feed;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What was given of the settings that somebody declares, such as the provider of a backend; everything else is refused. */
public final class Settings {
    private final String owner;
    private final Map<String, String> given;

    /**
     * @param owner who is told them, as it stands in errors: {@code backend 'file'}
     * @param declared what it can be told
     * @throws SettingException if a key is given that is not declared
     */
    public Settings(String owner, Collection<? extends Setting<?>> declared, Map<String, String> given) {
        this.owner = owner;
        this.given = Map.copyOf(given);
        List<String> known = declared.stream().map(Setting::key).sorted().toList();
        this.given.keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .findFirst()
                .ifPresent(key -> {
                    throw new SettingException(owner + " has no setting '" + key + "': it knows "
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
            throw new SettingException(
                    owner + " needs " + setting.key() + "=" + setting.placeholder() + ": " + setting.summary());
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
