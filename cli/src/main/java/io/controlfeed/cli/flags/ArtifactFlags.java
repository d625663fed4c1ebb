package io.controlfeed.cli.flags;

import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.artifacts.ArtifactProvider;
import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.feed.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where a node's artifacts come from: a directory, alone or in front of a web server, or a store of a plugged-in kind. */
public final class ArtifactFlags {
    private static final String KIND = "artifact store";
    private static final String STORE = "--artifact-store";
    private static final String FILE = "file";
    private static final String HTTP = "http";
    private static final String FILE_DIR = "artifacts-file-dir";
    private static final String HTTP_DIR = "artifacts-http-cache-dir";
    private static final String HTTP_URL = "artifacts-http-url";
    /** Those that the flags here stand for, and those of a store's writers. */
    private static final Set<String> HIDDEN = Set.of(FILE_DIR, "artifacts-file-fsync", HTTP_DIR, HTTP_URL);

    private final ArtifactRegistry stores = ArtifactRegistry.load();

    @Option(
            names = "--artifacts",
            paramLabel = "DIR",
            description =
                    "The directory of the artifact store; with --artifacts-url, where fetched artifacts are kept.")
    private @Nullable String directory;

    @Option(
            names = "--artifacts-url",
            paramLabel = "URL",
            description = "Where the directory of an artifact store is served, to fetch what is not in --artifacts.")
    private @Nullable String url;

    @Option(
            names = STORE,
            paramLabel = "NAME",
            description =
                    "A kind of artifact store that came with a jar, instead of --artifacts; it has flags of its own.")
    private @Nullable String kind;

    /** Adds what else the stores can be told. */
    public void addTo(SettingFlags flags) {
        stores.providers().forEach(store -> flags.add(KIND, store.name(), shown(store)));
    }

    private static List<Setting<?>> shown(ArtifactProvider store) {
        return store.settings().stream()
                .filter(setting -> !HIDDEN.contains(setting.key()))
                .toList();
    }

    /** The directory that is given; null if none is. */
    public @Nullable Path directory() {
        return directory == null ? null : Path.of(directory);
    }

    /** Opens the store; null if none was given, as where no event refers to an artifact. */
    @Nullable
    public ArtifactStore open(String command, SettingFlags flags) {
        if (kind != null) {
            return plugged(command, kind, flags);
        }
        if (url == null) {
            flags.refuseForeign(KIND, List.of(FILE), ArtifactFlags::choosing);
            return directory == null ? null : open(FILE, Map.of(FILE_DIR, directory), flags);
        }
        if (directory == null) {
            throw Failure.usage(command, "--artifacts is not given: it says where to keep what is fetched");
        }
        flags.refuseForeign(KIND, List.of(HTTP), ArtifactFlags::choosing);
        return open(HTTP, Map.of(HTTP_URL, url, HTTP_DIR, directory), flags);
    }

    private ArtifactStore plugged(String command, String kind, SettingFlags flags) {
        if (kind.equals(FILE) || kind.equals(HTTP)) {
            throw Failure.usage(
                    command,
                    STORE + " is for stores of other jars: give --artifacts DIR, or that and --artifacts-url URL");
        }
        if (directory != null || url != null) {
            throw Failure.usage(
                    command,
                    "--artifacts and " + STORE + " are both given: the store is either in a directory or of kind '"
                            + kind + "'");
        }
        flags.refuseForeign(KIND, List.of(kind), ArtifactFlags::choosing);
        return open(kind, Map.of(), flags);
    }

    private static String choosing(String kind) {
        return kind.equals(HTTP) ? "--artifacts-url URL" : STORE + " " + kind;
    }

    private ArtifactStore open(String kind, Map<String, String> place, SettingFlags flags) {
        Map<String, String> settings = new HashMap<>(place);
        stores.providers().stream()
                .filter(store -> store.name().equals(kind))
                .forEach(store -> settings.putAll(flags.given(shown(store))));
        try {
            return stores.open(kind, settings);
        } catch (ArtifactException failed) {
            throw ArtifactFailure.of(failed);
        }
    }
}
