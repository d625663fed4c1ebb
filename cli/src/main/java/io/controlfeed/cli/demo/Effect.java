package io.controlfeed.cli.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** That a row came to a version. */
record Effect(String subject, long version) {

    /** All that a node's rows went through, in its order. */
    static List<Effect> all(Connection node) throws SQLException {
        List<Effect> all = new ArrayList<>();
        try (Statement statement = node.createStatement();
                ResultSet row = statement.executeQuery("SELECT subject, version FROM effect ORDER BY id")) {
            while (row.next()) {
                all.add(new Effect(row.getString(1), row.getLong(2)));
            }
        }
        return all;
    }
}
