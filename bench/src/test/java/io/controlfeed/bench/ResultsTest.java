package io.controlfeed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

final class ResultsTest {
    private static final Effort TINY = Effort.FULL.atMost(5).withRounds(2);
    private static final Row DEAR = new Row(
            "drain <&> \"quoted\"", Measure.rate(1), new Samples(100, 50, 25), new Samples(400, 400, 400), null);
    private static final Row CHEAP =
            new Row("cheap", Measure.millis(0.5), new Samples(1, 2, 3), new Samples(4, 4, 4), new Samples(1, 1, 1));

    @TempDir
    private Path dir;

    @Test
    void keep_writesRawSamplesWithMachineAndVersions() throws IOException {
        keep("publish", DEAR, CHEAP);

        assertThat(dir.resolve("publish.json"))
                .content()
                .contains(
                        "\"class path\":\"publisher.jar\"",
                        "{\"what\":\"drain <&> \\u0022quoted\\u0022\",\"unit\":\"events/s\","
                                + "\"samples\":[100.0, 50.0, 25.0],\"floor\":[400.0, 400.0, 400.0]}",
                        "\"smallest\":[1.0, 1.0, 1.0]");
    }

    @Test
    void keep_drawsABarForEachRow() throws IOException, ParserConfigurationException, SAXException {
        keep("publish", DEAR, CHEAP);

        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(dir.resolve("publish.svg").toFile());
        NodeList bars = svg.getElementsByTagName("rect");
        assertThat(bars.getLength()).isEqualTo(2);
        Element dear = (Element) bars.item(0);
        Element cheap = (Element) bars.item(1);
        assertThat(dear.getAttribute("class")).isEqualTo("worse");
        assertThat(cheap.getAttribute("class")).isEqualTo("better");
        // 8 floors are three doublings to the right of 1, and half a floor is one to the left.
        assertThat(width(dear)).isCloseTo(3 * width(cheap), offset(0.5));
        assertThat(left(cheap) + width(cheap)).isCloseTo(left(dear), offset(0.2));
        assertThat(svg.getElementsByTagName("g").item(0).getTextContent()).contains(DEAR.what(), "8.00");
    }

    @Test
    void keep_again_replacesTheSceneAndLeavesTheOthers() throws IOException {
        keep("publish", DEAR);
        keep("apply", CHEAP);
        keep("publish", CHEAP);

        String page = Files.readString(dir.resolve("README.md"));
        assertThat(page).containsOnlyOnce("# Results").doesNotContain("drain");
        assertThat(page.lines().filter(line -> line.startsWith("## "))).containsExactly("## apply", "## publish");
        assertThat(page.lines()
                        .filter(line -> line.startsWith("| cheap | ms | 2.00 | 1.00 | 3.00 | 4.00 | 0.50 | 2.00 |")))
                .hasSize(2);
    }

    @Test
    void parse_all_isEverySceneOnce() {
        assertThat(Arguments.parse(List.of("b", "all", "--events", "7"), Set.of("a", "b")))
                .satisfies(arguments -> assertThat(arguments.scenes()).containsExactly("a", "b"))
                .satisfies(arguments -> assertThat(arguments.effort().backlog()).isEqualTo(7));
    }

    @Test
    void parse_whatIsUnknown_saysWhatThereIs() {
        assertThatThrownBy(() -> Arguments.parse(List.of("c"), Set.of("a")))
                .hasMessage("there is no scene 'c'; there are: all, a");
        assertThatThrownBy(() -> Arguments.parse(List.of(), Set.of("a"))).hasMessageContaining("no scene is given");
        assertThatThrownBy(() -> Arguments.parse(List.of("a", "--no"), Set.of("a")))
                .hasMessage("there is no option '--no'");
    }

    private void keep(String scene, Row... rows) throws IOException {
        Machine machine = new Machine(Map.of("class path", "publisher.jar"));
        Results.in(dir).keep(new Report(scene, Instant.parse("2026-11-21T12:00:00Z"), TINY, machine, List.of(rows)));
    }

    private static double width(Element bar) {
        return Double.parseDouble(bar.getAttribute("width"));
    }

    private static double left(Element bar) {
        return Double.parseDouble(bar.getAttribute("x"));
    }
}
