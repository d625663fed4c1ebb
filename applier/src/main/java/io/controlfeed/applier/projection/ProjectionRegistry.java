package io.controlfeed.applier.projection;

import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kinds of projections that there are, by name. Adding one is adding its jar to the class path. */
public final class ProjectionRegistry {
    private final SortedMap<String, ProjectionProvider> providers = new TreeMap<>();

    private ProjectionRegistry(Iterable<ProjectionProvider> found) {
        for (ProjectionProvider provider : found) {
            ProjectionProvider other = providers.put(provider.name(), provider);
            if (other != null) {
                throw new SettingException("two projections are called '" + provider.name() + "': "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName()
                        + "; remove one of their jars from the class path");
            }
        }
    }

    /** All kinds on the class path of the current thread's class loader. */
    public static ProjectionRegistry load() {
        try {
            return new ProjectionRegistry(ServiceLoader.load(ProjectionProvider.class));
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new SettingException(
                    "a projection on the class path cannot be loaded: " + broken.getMessage()
                            + "; mend or remove its jar",
                    broken);
        }
    }

    /** Just these. */
    public static ProjectionRegistry of(ProjectionProvider... providers) {
        return new ProjectionRegistry(List.of(providers));
    }

    /** All of them, sorted by name. */
    public Collection<ProjectionProvider> providers() {
        return providers.values();
    }

    /**
     * Makes a projection; settings that its provider does not declare are refused.
     *
     * @throws SettingException if there is none of that name, or a setting is missing, unknown or wrong
     */
    public Projection open(String name, Map<String, String> settings) {
        ProjectionProvider provider = providers.get(name);
        if (provider == null) {
            throw new SettingException("there is no projection '" + name + "'; available: "
                    + (providers.isEmpty() ? "none" : String.join(", ", providers.keySet())));
        }
        return provider.open(new Settings("projection '" + name + "'", provider.settings(), settings));
    }
}
