package io.controlfeed.cli.node;

import io.controlfeed.applier.projection.Projection;
import io.controlfeed.applier.projection.ProjectionProvider;
import io.controlfeed.applier.projection.ProjectionRegistry;
import io.controlfeed.cli.flags.SettingFlags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags that say what turns events into rows. */
public final class ProjectionFlags {
    private static final String KIND = "projection";
    private static final String FLAG = "--projection";

    private final ProjectionRegistry projections = ProjectionRegistry.load();

    @Option(
            names = FLAG,
            paramLabel = "NAME",
            defaultValue = "rows",
            description = "What turns events and their artifacts into rows. Default: rows, of artifacts that say them.")
    private String projection = "rows";

    /** Adds what the projections can be told. */
    void addTo(SettingFlags flags) {
        projections.providers().forEach(provider -> flags.add(KIND, provider.name(), provider.settings()));
    }

    Projection open(SettingFlags flags) {
        flags.refuseForeign(KIND, List.of(projection), name -> FLAG + " " + name);
        Map<String, String> settings = new HashMap<>();
        for (ProjectionProvider provider : projections.providers()) {
            if (provider.name().equals(projection)) {
                settings.putAll(flags.given(provider.settings()));
            }
        }
        return projections.open(projection, settings);
    }
}
