package io.controlfeed.cli;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.flags.FlagNames;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** What {@code CONTROLFEED_CLASSPATH} names. The JVM ignores what is not there, and a backend would silently be missing. */
public final class BackendJars {
    private static final String WILDCARD = "*";

    private BackendJars() {}

    /** Refuses a variable that names something without use. */
    static void check(Map<String, String> environment) {
        for (String entry : environment.getOrDefault(FlagNames.CLASSPATH, "").split(File.pathSeparator, -1)) {
            if (entry.endsWith(WILDCARD)) {
                checkFolder(entry.substring(0, entry.length() - WILDCARD.length()));
            } else if (!entry.isEmpty()) {
                checkEntry(new File(entry));
            }
        }
    }

    private static void checkFolder(String folder) {
        if (!new File(folder.isEmpty() ? "." : folder).isDirectory()) {
            throw useless("there is no folder " + folder, null);
        }
    }

    private static void checkEntry(File entry) {
        if (!entry.exists()) {
            throw useless("there is no " + entry, null);
        }
        if (!entry.isDirectory()) {
            try (ZipFile jar = new ZipFile(entry)) {
                jar.size();
            } catch (IOException noJar) {
                throw useless(entry + " cannot be read as a jar: " + noJar.getMessage(), noJar);
            }
        }
    }

    private static Failure useless(String reason, @Nullable IOException cause) {
        return new Failure(
                ExitCode.USAGE,
                FlagNames.CLASSPATH,
                reason,
                "name jars, folders of classes, or FOLDER/* for all jars in it, with '" + File.pathSeparator
                        + "' between them",
                cause);
    }
}
