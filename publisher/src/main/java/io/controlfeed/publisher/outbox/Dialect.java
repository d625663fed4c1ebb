package io.controlfeed.publisher.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the databases that can hold an outbox. Statements are written once, with a few words in braces that stand
 * for what each database says in its own way.
 */
enum Dialect {
    SQLITE {
        @Override
        String say(String word) {
            return switch (word) {
                case "now" -> "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
                case "later" -> "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (? / 1000.0) || ' seconds')";
                case "earlier" -> "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (? / -1000.0) || ' seconds')";
                case "age" -> "CAST((julianday('now') - julianday(o.created_at)) * 86400000 AS INTEGER)";
                case "left" -> "CAST((julianday(expires_at) - julianday('now')) * 86400000 AS INTEGER)";
                case "ids" -> "(SELECT value AS id FROM json_each(?))";
                case "texts" -> "(SELECT value FROM json_each(?))";
                case "versions" -> "(SELECT CAST(key AS INTEGER) AS id, value AS version FROM json_each(?))";
                default -> throw unknown(word);
            };
        }
    },

    POSTGRESQL {
        @Override
        String say(String word) {
            return switch (word) {
                case "now" -> "clock_timestamp()";
                case "later" -> "clock_timestamp() + ? * interval '1 millisecond'";
                case "earlier" -> "clock_timestamp() - ? * interval '1 millisecond'";
                case "age" -> "CAST(extract(epoch FROM clock_timestamp() - o.created_at) * 1000 AS bigint)";
                case "left" -> "CAST(extract(epoch FROM expires_at - clock_timestamp()) * 1000 AS bigint)";
                case "ids" -> "(SELECT value::bigint AS id FROM json_array_elements_text(?::json))";
                case "texts" -> "(SELECT value FROM json_array_elements_text(?::json))";
                case "versions" -> "(SELECT key::bigint AS id, value::bigint AS version FROM json_each_text(?::json))";
                default -> throw unknown(word);
            };
        }
    };

    private static final Pattern WORD = Pattern.compile("\\{([a-z]+)}");

    /**
     * What a word stands for: {@code now}; {@code later} and {@code earlier} than that by a number of milliseconds; how many of them are
     * the {@code age} of row {@code o} and are {@code left} of the lease; the rows {@code ids} of a JSON array of numbers, and
     * {@code texts} of one of strings; the rows {@code versions} of a JSON object from ids to control versions.
     */
    abstract String say(String word);

    /** A column that holds a time, in UTC; as it stands there if the database keeps times as text. */
    @Nullable
    String time(ResultSet row, int column) throws SQLException {
        if (this == SQLITE) {
            return row.getString(column);
        }
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant().toString();
    }

    private static IllegalArgumentException unknown(String word) {
        return new IllegalArgumentException("no dialect says {" + word + "}");
    }

    /** The dialect that a connection speaks. */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (Dialect dialect : values()) {
            if (dialect.folder().equals(product.toLowerCase(Locale.ROOT))) {
                return dialect;
            }
        }
        throw new OutboxException(
                "an outbox in " + product, "it can be in SQLite and in PostgreSQL", "Use one of them.");
    }

    /** Where the migrations of this dialect are, beside this class. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A statement in this dialect. */
    String sql(String statement) {
        return WORD.matcher(statement).replaceAll(word -> Matcher.quoteReplacement(say(word.group(1))));
    }
}
