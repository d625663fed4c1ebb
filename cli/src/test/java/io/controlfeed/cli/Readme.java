package io.controlfeed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The fenced code blocks of a document. */
final class Readme {
    private static final String FENCE = "```";

    private Readme() {}

    /**
     * One block.
     *
     * @param document the name of its file
     * @param info what stands behind the opening fence: the language, then words about how to treat it
     * @param follows whether only blank lines separate it from the block before it
     */
    record Block(String document, int line, String info, String text, boolean follows) {
        /** Where it stands, for messages. */
        String place() {
            return document + ", line " + line;
        }

        boolean isShell() {
            return info.equals("sh") || info.startsWith("sh ");
        }

        /** A command that runs until the end of the document. */
        boolean isBackground() {
            return info.equals("sh background");
        }

        /** A whole class. */
        boolean isJava() {
            return info.equals("java");
        }

        boolean isOutput() {
            return List.of(info.split(" ")).contains("output");
        }

        boolean isUnchecked() {
            return List.of(info.split(" ")).contains("no-check");
        }

        /** Why it is not checked. */
        String reason() {
            return info.substring(info.indexOf("no-check") + "no-check".length())
                    .strip();
        }
    }

    static List<Block> blocks(Path document) throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(document);
        String name = String.valueOf(document.getFileName());
        boolean follows = false;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith(FENCE)) {
                follows &= lines.get(i).isBlank();
                continue;
            }
            int first = i + 1;
            int end = first;
            while (!lines.get(end).equals(FENCE)) {
                end++;
            }
            String text = String.join("\n", lines.subList(first, end));
            blocks.add(new Block(
                    name, first, lines.get(i).substring(FENCE.length()).strip(), text, follows));
            follows = true;
            i = end;
        }
        return blocks;
    }
}
