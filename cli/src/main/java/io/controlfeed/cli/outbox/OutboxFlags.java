package io.controlfeed.cli.outbox;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.daemon.Work;
import io.controlfeed.cli.flags.DatabaseFailure;
import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which outbox is meant; and how it is told that it cannot be used. */
public final class OutboxFlags {
    @Option(
            names = "--outbox",
            paramLabel = "URL|FILE",
            description = "Where the outbox is: the JDBC URL of a PostgreSQL database, or the path of an SQLite file.")
    private @Nullable String outbox;

    @Option(
            names = "--outbox-user",
            paramLabel = "NAME",
            description = "Who connects to PostgreSQL. Default: as its driver does.")
    private @Nullable String user;

    @Option(
            names = "--outbox-password-file",
            paramLabel = "FILE",
            description = "A file that holds the password. Default: the one that PGPASSFILE names, or ~/.pgpass.")
    private @Nullable String passwordFile;

    /** What is done with an outbox. */
    public interface Work<T> {
        T on(OutboxDatabase outbox) throws SQLException, InterruptedException;
    }

    public boolean isGiven() {
        return outbox != null;
    }

    /** Works with the outbox; what its database says becomes a failure of the command. */
    public <T> T use(String command, Work<T> work) throws InterruptedException {
        if (outbox == null) {
            throw Failure.usage(command, "--outbox is not given: it says where the outbox is");
        }
        OutboxDatabase database = null;
        try {
            database = OutboxDatabase.at(outbox, login(command));
            return work.on(database);
        } catch (OutboxException unusable) {
            throw new Failure(ExitCode.USAGE, unusable.operation(), unusable.reason(), unusable.hint(), unusable);
        } catch (SQLException failed) {
            throw DatabaseFailure.of(
                    database == null ? command : "outbox " + database.name(),
                    "--outbox, the login and its rights",
                    failed);
        }
    }

    private Properties login(String command) {
        Properties login = new Properties();
        if (user != null) {
            login.setProperty("user", user);
        }
        if (passwordFile != null) {
            try {
                login.setProperty(
                        "password", Files.readString(Path.of(passwordFile)).stripTrailing());
            } catch (IOException unreadable) {
                throw new Failure(
                        ExitCode.USAGE,
                        command,
                        "--outbox-password-file cannot be read: " + unreadable.getMessage(),
                        "give the name of a file that can be read, and holds nothing but the password",
                        unreadable);
            }
        }
        return login;
    }
}
