package io.controlfeed.cli.feed;

import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** In which fields two events of one id differ. The time of creation is none of them: a retry is made later by nature. */
public final class Differences {
    private final List<String> fields = new ArrayList<>();

    private Differences() {}

    static List<String> between(ControlEvent one, ControlEvent other) {
        Differences differences = new Differences();
        differences.compare("type", one.type(), other.type());
        differences.compare("tenant_id", one.tenantId(), other.tenantId());
        differences.compare("subject", one.subject(), other.subject());
        differences.compare("version", one.version(), other.version());
        differences.compare("base_version", one.baseVersion(), other.baseVersion());
        differences.compare(one.artifact(), other.artifact());
        differences.compare("origin", one.origin(), other.origin());
        differences.compare("attributes", one.attributes(), other.attributes());
        return differences.fields;
    }

    private void compare(@Nullable ArtifactRef one, @Nullable ArtifactRef other) {
        if (one == null || other == null) {
            compare("checksum", one, other);
            return;
        }
        compare("artifact_ref", one.location(), other.location());
        compare("checksum", one.digest(), other.digest());
        compare("artifact_size", one.size(), other.size());
        compare("artifact_media_type", one.mediaType(), other.mediaType());
    }

    private void compare(String field, @Nullable Object one, @Nullable Object other) {
        if (!Objects.equals(one, other)) {
            fields.add(field);
        }
    }
}
