package io.controlfeed.cli;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.flags.FlagNames;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * The jars of others: what {@code CONTROLFEED_CLASSPATH} names, and what lies in the folder {@code plugins} of a distribution. The JVM ignores
 * what is not there or is no jar, and a backend would silently be missing.
 */
public final class BackendJars {
    private static final String WILDCARD = "*";
    private static final String HINT = "name jars, folders of classes, or FOLDER/* for all jars in it, with '"
            + File.pathSeparator + "' between them";
    /** The folder of plug-ins, by which the launcher says that there is one. */
    private static final String PLUGINS = "controlfeed.plugins";

    private BackendJars() {}

    /** Refuses what is without use. */
    static void check(Map<String, String> environment) {
        for (String entry : environment.getOrDefault(FlagNames.CLASSPATH, "").split(File.pathSeparator, -1)) {
            if (entry.endsWith(WILDCARD)) {
                checkFolder(entry.substring(0, entry.length() - WILDCARD.length()));
            } else if (!entry.isEmpty()) {
                checkEntry(new File(entry));
            }
        }
        String plugins = System.getProperty(PLUGINS);
        if (plugins != null) {
            checkJars(
                    new File(plugins), "plugins", "put whole jars there, and nothing that is called .jar and is none");
        }
    }

    private static void checkFolder(String folder) {
        File jars = new File(folder.isEmpty() ? "." : folder);
        if (!jars.isDirectory()) {
            throw useless("there is no folder " + folder);
        }
        checkJars(jars, FlagNames.CLASSPATH, HINT);
    }

    private static void checkJars(File folder, String named, String hint) {
        File[] jars = folder.listFiles((ignored, name) -> name.endsWith(".jar") || name.endsWith(".JAR"));
        if (jars != null) {
            Arrays.sort(jars);
            Arrays.stream(jars).forEach(jar -> checkJar(jar, named, hint));
        }
    }

    private static void checkEntry(File entry) {
        if (!entry.exists()) {
            throw useless("there is no " + entry);
        }
        if (!entry.isDirectory()) {
            checkJar(entry, FlagNames.CLASSPATH, HINT);
        }
    }

    private static void checkJar(File file, String named, String hint) {
        try (ZipFile jar = new ZipFile(file)) {
            jar.size();
        } catch (IOException noJar) {
            throw new Failure(
                    ExitCode.USAGE, named, file + " cannot be read as a jar: " + noJar.getMessage(), hint, noJar);
        }
    }

    private static Failure useless(String reason) {
        return new Failure(ExitCode.USAGE, FlagNames.CLASSPATH, reason, HINT, null);
    }
}
