package io.controlfeed.applier.rows;

import io.controlfeed.applier.projection.Change;
import io.controlfeed.applier.projection.Projection;
import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.applier.projection.Unfitness;
import io.controlfeed.artifacts.Artifact;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the rows that artifacts hold. An artifact of another media type, and an event without one, changes no row. */
final class RowsProjection implements Projection {
    private static final Set<String> MEDIA_TYPES = Set.of("application/json", "application/vnd.controlfeed.rows+json");

    private final AllowedTables tables;
    private final RowsWriter writer = new RowsWriter();

    RowsProjection(AllowedTables tables) {
        this.tables = tables;
    }

    @Override
    public Set<String> tables() {
        return tables.names();
    }

    @Override
    public Change prepare(ControlEvent event, @Nullable Artifact artifact) throws InterruptedException {
        if (artifact == null || !holdsRows(artifact.ref())) {
            return Change.NONE;
        }
        if (artifact.size() > RowsLimits.BYTES) {
            throw new UnfitEventException(
                    Unfitness.BAD_CONTENT,
                    "the artifact has " + artifact.size() + " bytes, and rows are read up to " + RowsLimits.BYTES,
                    "Divide it among several events; or give it a media type of its own if it holds no rows.");
        }
        List<TableChange> changes = RowsReader.read(artifact.bytes(RowsLimits.BYTES), tables);
        return transaction -> writer.write(transaction, changes);
    }

    private static boolean holdsRows(ArtifactRef ref) {
        String mediaType = ref.mediaType();
        if (mediaType == null) {
            return true;
        }
        int parameters = mediaType.indexOf(';');
        String type = parameters < 0 ? mediaType : mediaType.substring(0, parameters);
        return MEDIA_TYPES.contains(type.strip().toLowerCase(Locale.ROOT));
    }
}
