package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers that the documents, the alerts and the dashboard name are those that there are. */
final class DocumentedMetrics {
    private static final String DOCUMENT = "docs/operations.md";
    private static final Set<String> USERS =
            Set.of(DOCUMENT, "deploy/prometheus/alerts.yml", "deploy/grafana/dashboards/controlfeed.json");
    private static final Pattern NAME = Pattern.compile("\\bcontrolfeed_[a-z_]+");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (controlfeed_[a-z_]+?)(_max)? ");

    private DocumentedMetrics() {}

    /** @param scraped what Prometheus is told by all processes together */
    static void requireAll(String scraped) throws IOException {
        for (String user : USERS) {
            Set<String> named = found(NAME, read(user), 0);
            named.removeAll(found(NAME, scraped, 0));
            assertThat(named).as("metrics in %s that nobody tells", user).isEmpty();
        }
        Set<String> told = found(TYPE, scraped, 1);
        Set<String> documented = found(NAME, read(DOCUMENT), 0);
        assertThat(told)
                .isNotEmpty()
                .allMatch(name -> documented.contains(name) || documented.contains(name + "_bucket"));
    }

    private static String read(String file) throws IOException {
        return Files.readString(Launcher.root().resolve(Path.of(file)));
    }

    private static Set<String> found(Pattern pattern, String text, int group) {
        Set<String> found = new TreeSet<>();
        for (Matcher match = pattern.matcher(text); match.find(); ) {
            found.add(match.group(group));
        }
        return found;
    }
}
