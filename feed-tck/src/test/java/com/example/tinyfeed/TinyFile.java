package com.example.tinyfeed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.InvalidEventException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file: a line {@code VERSION JSON} for each event, and a first line {@code VERSION removed} if some were removed. */
record TinyFile(Path path, Care care) {
    private static final String REMOVED = "removed";

    record Line(long version, String json) {
        static Line of(String line) {
            int blank = line.indexOf(' ');
            return new Line(Long.parseLong(line.substring(0, blank)), line.substring(blank + 1));
        }

        boolean isRemoval() {
            return json.equals(REMOVED);
        }

        ControlEvent event(String operation) {
            try {
                return EventJson.decode(json.getBytes(UTF_8));
            } catch (InvalidEventException malformed) {
                throw new FeedException.Corrupt(
                        operation, version, "line " + version + " is no event", "Mend the file.", malformed);
            }
        }
    }

    /** All whole lines; a last line without its end is still being written, or its writer died. */
    List<Line> read(String operation) {
        try {
            List<Line> lines = new ArrayList<>();
            String text = Files.readString(path);
            int from = 0;
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
                lines.add(Line.of(text.substring(from, end)));
                from = end + 1;
            }
            if (care == Care.TEARS && from < text.length()) {
                lines.add(new Line(Long.MAX_VALUE, text.substring(from)));
            }
            return lines;
        } catch (IOException e) {
            throw new FeedException.Unavailable(operation, path + " cannot be read", "Bring it back.", e);
        }
    }

    static String line(ControlEvent stamped) {
        return stamped.controlVersion() + " " + EventJson.toText(stamped) + "\n";
    }
}
