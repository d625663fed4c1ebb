package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What a node that is written by hand does with an event: one row.
 *
 * @param table SQL that makes the table if it is not there
 * @param sql the statement for each event
 * @param values what gives the statement an event's values
 */
record Upsert(String table, String sql, Values values) {
    static final Upsert SETTING =
            new Upsert(SettingProjection.TABLE, SettingProjection.UPSERT, SettingProjection::bind);

    interface Values {
        void bind(PreparedStatement statement, ControlEvent event) throws SQLException;
    }
}
