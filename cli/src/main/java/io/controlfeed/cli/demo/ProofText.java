package io.controlfeed.cli.demo;

import io.controlfeed.cli.console.AlignedColumns;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.JsonText;
import io.controlfeed.cli.console.Line;
import io.controlfeed.cli.demo.NodeContent.Parked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The proof, for people and for programs.
 *
 * @param victim the node that was killed
 */
record ProofText(Proof proof, String victim, String feed, double seconds) {
    private static final int SHOWN_DIGITS = 8;

    List<String> forPeople() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("The proof, calculated from the control plane's tables and the nodes' files alone:");
        lines.add("");
        new AlignedColumns().lines(table()).forEach(line -> lines.add("  " + line));
        lines.add("");
        proof.nodes().get(0).parked().forEach(parked -> {
            lines.add("  parked is " + parked.eventId() + ", and nothing waited for it:");
            lines.add("  " + Line.of(parked.kind() + ": " + parked.error()));
            lines.add("");
        });
        lines.addAll(verdict());
        return lines;
    }

    private List<List<String>> table() {
        return List.of(
                row("", "control plane", node -> node.node() + (node.node().equals(victim) ? " (killed)" : "")),
                row("control version", "", node -> number(node.controlVersion())),
                row("events applied", number(proof.committed() - proof.poisonous()), node -> number(node.applied())),
                row("missing", "", node -> number(node.missing())),
                row("duplicates", "", node -> number(node.duplicates())),
                row("out of order", "", node -> number(node.disorders())),
                row(
                        "parked",
                        number(proof.poisonous()),
                        node -> number(node.parked().size())),
                row(
                        "rows",
                        number(proof.rows().count()),
                        node -> number(node.rows().count())),
                row("fingerprint", digits(proof.rows()), node -> digits(node.rows())),
                row("applied after, p50", "", node -> millis(node.delays().p50())),
                row("applied after, p99", "", node -> millis(node.delays().p99())));
    }

    private List<String> row(String what, String controlPlane, Function<NodeProof, String> ofNode) {
        return Stream.concat(
                        Stream.of(what, controlPlane), proof.nodes().stream().map(ofNode))
                .toList();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String digits(FoldedRows rows) {
        return rows.fingerprint().replace("sha256:", "").substring(0, SHOWN_DIGITS);
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, micros < 100_000 ? "%,.1f ms" : "%,.0f ms", micros / 1e3);
    }

    private List<String> verdict() {
        if (!proof.holds()) {
            return Stream.concat(
                            Stream.of("It does NOT hold:"),
                            proof.flaws().stream().map(flaw -> "  " + flaw))
                    .toList();
        }
        return List.of(String.format(
                Locale.ROOT,
                "It holds: %,d events, each in effect once on each of the %d nodes, and in order. It took %.1f s.",
                proof.committed() - proof.poisonous(),
                proof.nodes().size(),
                seconds));
    }

    String forPrograms() {
        return new JsonObject()
                .putJson("holds", String.valueOf(proof.holds()))
                .putJson("flaws", JsonText.array(proof.flaws().stream().map(JsonText::string)))
                .put("feed", feed)
                .put("committed", proof.committed())
                .put("poisonous", proof.poisonous())
                .put("rows", proof.rows().count())
                .put("fingerprint", proof.rows().fingerprint())
                .putJson("nodes", JsonText.array(proof.nodes().stream().map(this::json)))
                .put("seconds", Math.round(seconds * 10) / 10.0)
                .toString();
    }

    private String json(NodeProof node) {
        return new JsonObject()
                .put("node", node.node())
                .putJson("was_killed", String.valueOf(node.node().equals(victim)))
                .put("control_version", node.controlVersion())
                .put("applied", node.applied())
                .put("missing", node.missing())
                .put("duplicates", node.duplicates())
                .put("out_of_order", node.disorders())
                .put("strangers", node.strangers())
                .putJson("parked", JsonText.array(node.parked().stream().map(ProofText::json)))
                .put("rows", node.rows().count())
                .put("fingerprint", node.rows().fingerprint())
                .putJson("commit_to_applied_micros", json(node.delays()))
                .toString();
    }

    private static String json(Parked parked) {
        return new JsonObject()
                .put("event_id", parked.eventId())
                .put("kind", parked.kind())
                .put("error", parked.error())
                .toString();
    }

    private static String json(Delays delays) {
        return new JsonObject()
                .put("p50", delays.p50())
                .put("p99", delays.p99())
                .put("longest", delays.longest())
                .toString();
    }
}
