package io.controlfeed.applier.rows;

import io.controlfeed.applier.projection.Projection;
import io.controlfeed.applier.projection.ProjectionProvider;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import java.util.List;

/** Makes the projection that needs no code. */
public final class RowsProvider implements ProjectionProvider {
    private static final Setting<AllowedTables> ALLOW_TABLE = Setting.required(
            "allow-table", "TABLE,…", "the tables that artifacts may write, and no others", AllowedTables::parse);

    @Override
    public String name() {
        return "rows";
    }

    @Override
    public String summary() {
        return "artifacts that say which rows of which tables to write and to delete";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(ALLOW_TABLE);
    }

    @Override
    public Projection open(Settings settings) {
        return new RowsProjection(settings.get(ALLOW_TABLE));
    }
}
