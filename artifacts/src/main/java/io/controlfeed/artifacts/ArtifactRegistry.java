package io.controlfeed.artifacts;

import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kinds of stores that there are, by name. Adding one is adding its jar to the class path. */
public final class ArtifactRegistry {
    private final SortedMap<String, ArtifactProvider> providers = new TreeMap<>();

    private ArtifactRegistry(Iterable<ArtifactProvider> found) {
        for (ArtifactProvider provider : found) {
            ArtifactProvider other = providers.put(provider.name(), provider);
            if (other != null) {
                throw new SettingException("two artifact stores are called '" + provider.name() + "': "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName()
                        + "; remove one of their jars from the class path");
            }
        }
    }

    /** All kinds on the class path of the current thread's class loader. */
    public static ArtifactRegistry load() {
        try {
            return new ArtifactRegistry(ServiceLoader.load(ArtifactProvider.class));
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new SettingException(
                    "an artifact store on the class path cannot be loaded: " + broken.getMessage()
                            + "; mend or remove its jar",
                    broken);
        }
    }

    /** Just these. */
    public static ArtifactRegistry of(ArtifactProvider... providers) {
        return new ArtifactRegistry(List.of(providers));
    }

    /** All of them, sorted by name. */
    public Collection<ArtifactProvider> providers() {
        return providers.values();
    }

    /**
     * Opens a store; settings that its provider does not declare are refused.
     *
     * @throws SettingException if there is none of that name, or a setting is missing, unknown or wrong
     * @throws ArtifactException if the store cannot be opened
     */
    public ArtifactStore open(String name, Map<String, String> settings) {
        ArtifactProvider provider = providers.get(name);
        if (provider == null) {
            throw new SettingException("there is no artifact store '" + name + "'; available: "
                    + (providers.isEmpty() ? "none" : String.join(", ", providers.keySet())));
        }
        return provider.open(new Settings("artifact store '" + name + "'", provider.settings(), settings));
    }

    /**
     * Opens a store that artifacts can be put into.
     *
     * @throws SettingException if it is one that is only read; or as {@link #open}
     */
    public WritableStore openWritable(String name, Map<String, String> settings) {
        ArtifactStore store = open(name, settings);
        if (store instanceof WritableStore writable) {
            return writable;
        }
        store.close();
        throw new SettingException(
                "artifact store '" + name + "' can only be read: put artifacts into one of kind file");
    }
}
