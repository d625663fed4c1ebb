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

/** The flags that say where a node's artifacts come from: a directory, alone or in front of a web server. */
public final class ArtifactFlags {
    private static final String KIND = "artifact store";
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
        if (url == null) {
            flags.refuseForeign(KIND, List.of(FILE), "--artifacts-url URL, for");
            return directory == null ? null : open(FILE, Map.of(FILE_DIR, directory), flags);
        }
        if (directory == null) {
            throw Failure.usage(command, "--artifacts is not given: it says where to keep what is fetched");
        }
        return open(HTTP, Map.of(HTTP_URL, url, HTTP_DIR, directory), flags);
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
