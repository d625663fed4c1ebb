package io.controlfeed.artifacts;

import io.controlfeed.feed.Setting;
import io.controlfeed.feed.SettingException;
import java.util.Map;

/** The settings that a store is opened with: each one declared by its provider. */
public final class StoreSettings {
    private final ArtifactProvider provider;
    private final Map<String, String> given;

    /**
     * @throws SettingException if a key is given that the provider does not declare
     */
    StoreSettings(ArtifactProvider provider, Map<String, String> given) {
        this.provider = provider;
        this.given = Map.copyOf(given);
        for (String key : given.keySet()) {
            if (provider.settings().stream().noneMatch(setting -> setting.key().equals(key))) {
                throw new SettingException("artifact store '" + provider.name() + "' has no setting '" + key
                        + "': it knows "
                        + String.join(
                                ", ",
                                provider.settings().stream().map(Setting::key).toList()));
            }
        }
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
            throw new SettingException(
                    setting.key() + " is '" + text + "': " + unreadable.getMessage() + " (" + setting.summary() + ")",
                    unreadable);
        }
    }

    private <T> T absent(Setting<T> setting) {
        T absent = setting.ifAbsent();
        if (absent == null) {
            throw new SettingException("artifact store '" + provider.name() + "' needs " + setting.key() + "="
                    + setting.placeholder() + ": " + setting.summary());
        }
        return absent;
    }
}
