package io.controlfeed.cli.shelf;

import io.controlfeed.artifacts.ArtifactProvider;
import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import java.util.List;
import java.util.Map;

/** An artifact store of somebody else, with a flag of its own; inside it is a directory like any other. */
public final class ShelfProvider implements ArtifactProvider {
    private static final Setting<String> PLACE =
            Setting.required("shelf-place", "DIR", "where the shelf stands", text -> text);

    @Override
    public String name() {
        return "shelf";
    }

    @Override
    public String summary() {
        return "a shelf";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(PLACE);
    }

    @Override
    public ArtifactStore open(Settings settings) {
        return ArtifactRegistry.load().open("file", Map.of("artifacts-file-dir", settings.get(PLACE)));
    }
}
