package io.controlfeed.cli.flags;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.Nearest;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A properties file whose keys are flags without their hyphens. One file may serve all commands. */
public final class ConfigFile {
    private ConfigFile() {}

    public static Map<String, String> read(String path, FlagNames names) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(path), UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException absent) {
            throw unusable(path, "there is no such file", absent);
        } catch (AccessDeniedException forbidden) {
            throw unusable(path, "it may not be read", forbidden);
        } catch (IOException | IllegalArgumentException unreadable) {
            String reason = new File(path).isDirectory() ? "it is a directory" : unreadable.getMessage();
            throw unusable(path, "it cannot be read: " + reason, unreadable);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        for (String key : values.keySet()) {
            if (!names.isKnown(key)) {
                String reason = "unknown key '" + key + "'" + Nearest.didYouMean(key, names.keys());
                throw unusable(path, reason, null);
            }
        }
        return values;
    }

    private static Failure unusable(String path, String reason, @Nullable Exception cause) {
        String hint = "a line is KEY=VALUE, and a key is a flag of any command without its --, such as feed-sink=nop";
        return new Failure(ExitCode.USAGE, "configuration file " + path, reason, hint, cause);
    }
}
