package io.controlfeed.applier.fingerprint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What the rows of a node are. Two nodes with the same rows in tables and columns of the same names have the same digest, in whatever
 * order they came by them. A table without rows counts like one that is not there, and a column without a value like none.
 *
 * <p>It finds what was lost, changed or done twice. It is no proof against somebody who forges rows to keep it.
 *
 * @param tables sorted by name
 */
public record Fingerprint(List<TableFingerprint> tables) {
    public Fingerprint {
        tables = tables.stream()
                .sorted(Comparator.comparing(TableFingerprint::table))
                .toList();
    }

    /** What the applier has kept; none if it keeps none. */
    public static Optional<Fingerprint> recorded(Connection connection) throws SQLException {
        List<TableFingerprint> tables = FingerprintRows.all(connection);
        return tables.isEmpty() ? Optional.empty() : Optional.of(new Fingerprint(tables));
    }

    public long rows() {
        return tables.stream().mapToLong(TableFingerprint::rows).sum();
    }

    /** All of it in one: {@code sha256:…}. */
    public String digest() {
        StringBuilder text = new StringBuilder();
        for (TableFingerprint table : tables) {
            if (table.rows() != 0) {
                text.append(table.table()).append('\0');
                text.append(table.rows()).append(' ').append(table.digest()).append('\n');
            }
        }
        return "sha256:"
                + HexFormat.of()
                        .formatHex(RowDigest.sha256().digest(text.toString().getBytes(UTF_8)));
    }
}
