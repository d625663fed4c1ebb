package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pom.xml in README.md pins what this project itself is built with. */
class ReadmePomTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```xml\n(.*?)```");
    private static final Pattern PINNED =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+)>([^<]+)</\\1>");

    @Test
    void versions_areThoseOfThisProject() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).as("an xml block in README.md").isTrue();
        Map<String, String> shown = pinned(block.group(1));
        Map<String, String> own = pinned(Files.readString(Path.of("..", "pom.xml")));

        assertThat(shown)
                .containsKeys("feed-api", "feed-tck", "junit-bom", "maven-compiler-plugin", "maven-surefire-plugin");
        shown.remove("my-feed");
        assertThat(own).containsAllEntriesOf(shown);
    }

    /** Artifact to version, with properties in their places. */
    private static Map<String, String> pinned(String pom) {
        Map<String, String> properties = new LinkedHashMap<>();
        PROPERTY.matcher(pom).results().forEach(found -> properties.putIfAbsent(found.group(1), found.group(2)));
        Map<String, String> pinned = new LinkedHashMap<>();
        PINNED.matcher(pom).results().forEach(found -> {
            String version = found.group(2);
            String name = version.replaceAll("[${}]|project\\.", "");
            pinned.put(found.group(1), version.startsWith("${") ? properties.get(name) : version);
        });
        return pinned;
    }
}
