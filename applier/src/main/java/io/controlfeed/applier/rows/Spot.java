package io.controlfeed.applier.rows;

import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.applier.projection.Unfitness;
import org.jspecify.annotations.Nullable;

/**
 * Where in an artifact something is wrong.
 *
 * @param change from 1; 0 if it is outside of the changes
 * @param row from 1 in its change; 0 if it is no row's
 * @param column null if it is no column's
 */
record Spot(int change, int row, @Nullable String column) {
    static final Spot DOCUMENT = new Spot(0, 0, null);

    Spot inColumn(String name) {
        return new Spot(change, row, name);
    }

    UnfitEventException bad(String reason, String hint) {
        return bad(reason, hint, null);
    }

    UnfitEventException bad(String reason, String hint, @Nullable Throwable cause) {
        return new UnfitEventException(Unfitness.BAD_CONTENT, this + ": " + reason, hint, cause);
    }

    UnfitEventException notAllowed(String reason, String hint) {
        return new UnfitEventException(Unfitness.NOT_ALLOWED, this + ": " + reason, hint);
    }

    UnfitEventException noSuchPlace(String reason, String hint) {
        return new UnfitEventException(Unfitness.NO_SUCH_PLACE, this + ": " + reason, hint);
    }

    @Override
    public String toString() {
        if (change == 0) {
            return "artifact";
        }
        return "change " + change
                + (row == 0 ? "" : ", row " + row)
                + (column == null ? "" : ", column " + Identifier.shown(column));
    }
}
