package io.controlfeed.cli.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens the files of others, to look and not to touch. */
final class SqliteFile {
    private SqliteFile() {}

    static Connection read(Path file) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("open_mode", "1");
        properties.setProperty("busy_timeout", "30000");
        return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    }
}
