package io.controlfeed.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The backends that there are, by name. Adding one is adding its jar to the class path. */
public final class FeedRegistry {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final SortedMap<String, FeedProvider> providers = new TreeMap<>();

    private FeedRegistry(Iterable<FeedProvider> found) {
        for (FeedProvider provider : found) {
            String name = provider.name();
            if (!NAME.matcher(name).matches()) {
                throw new SettingException("backend " + provider.getClass().getName() + " calls itself '" + name
                        + "': a name is lower-case letters, digits and hyphens, beginning with a letter");
            }
            FeedProvider other = providers.put(name, provider);
            if (other != null) {
                throw new SettingException("two backends are called '" + name + "': "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName()
                        + "; remove one of their jars from the class path");
            }
        }
    }

    /** All backends on the class path of the current thread's class loader. */
    public static FeedRegistry load() {
        try {
            return new FeedRegistry(ServiceLoader.load(FeedProvider.class));
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new SettingException(
                    "a backend on the class path cannot be loaded: " + broken.getMessage() + "; mend or remove its jar",
                    broken);
        }
    }

    /** Just these backends. */
    public static FeedRegistry of(FeedProvider... providers) {
        return new FeedRegistry(List.of(providers));
    }

    /** All backends, sorted by name. */
    public Collection<FeedProvider> providers() {
        return providers.values();
    }

    /**
     * The backend of a name.
     *
     * @throws SettingException if there is none; the message lists the names that there are
     */
    public FeedProvider provider(String name) {
        FeedProvider provider = providers.get(name);
        if (provider == null) {
            throw new SettingException("there is no feed backend '" + name + "'; available: "
                    + (providers.isEmpty()
                            ? "none, no backend is on the class path"
                            : String.join(", ", providers.keySet())));
        }
        return provider;
    }

    /** Opens the named backend's source; settings that it does not declare are refused. */
    public Source openSource(String name, Map<String, String> settings) {
        FeedProvider provider = provider(name);
        return provider.openSource(settingsOf(provider, settings));
    }

    /** Opens the named backend's sink; settings that it does not declare are refused. */
    public Sink openSink(String name, Map<String, String> settings) {
        FeedProvider provider = provider(name);
        return provider.openSink(settingsOf(provider, settings));
    }

    /** How many lanes the named backend's feed has: one, unless it is a {@link LanedFeed} that says otherwise. */
    public int lanes(String name, Map<String, String> settings) {
        FeedProvider provider = provider(name);
        return provider instanceof LanedFeed laned ? laned.lanes(settingsOf(provider, settings)) : 1;
    }

    /**
     * Joins the workers that share the lanes of the named backend's feed.
     *
     * @throws SettingException if its feeds have one lane
     */
    public LaneGroup joinLanes(String name, Map<String, String> settings, LaneGroup.Worker worker) {
        FeedProvider provider = provider(name);
        if (provider instanceof LanedFeed laned) {
            return laned.joinLanes(settingsOf(provider, settings), worker);
        }
        throw new SettingException("backend '" + name + "' has feeds of one lane, which cannot be shared");
    }

    /**
     * What makes and checks the named backend's feeds.
     *
     * @throws SettingException if its feeds need neither
     */
    public FeedAdmin admin(String name) {
        if (provider(name) instanceof FeedAdmin admin) {
            return admin;
        }
        throw new SettingException(
                "backend '" + name + "' makes its feed at the first append, and has nothing to check");
    }

    /** Makes a feed of the named backend; settings that it does not declare are refused. */
    public String create(String name, Map<String, String> settings) {
        FeedAdmin admin = admin(name);
        List<Setting<?>> known = new ArrayList<>(provider(name).settings());
        known.addAll(admin.creationSettings());
        return admin.create(new Settings(owner(name), known, settings));
    }

    /** Checks a feed of the named backend; settings that it does not declare are refused. */
    public List<FeedAdmin.Finding> check(String name, Map<String, String> settings) {
        return admin(name).check(settingsOf(provider(name), settings));
    }

    private static Settings settingsOf(FeedProvider provider, Map<String, String> given) {
        return new Settings(owner(provider.name()), provider.settings(), given);
    }

    private static String owner(String backend) {
        return "backend '" + backend + "'";
    }
}
