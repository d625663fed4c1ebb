package io.controlfeed.cli.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** What the customers of a control plane do all day: they change plans, move hostnames and tune policies. The same in each run. */
final class Business {
    private static final int TENANTS = 25;
    private static final int HOSTNAMES = 40;
    private static final int POLICIES = 8;
    private static final List<String> PLANS = List.of("free", "team", "enterprise");

    private final Random random = new Random(1);
    private final Map<String, Long> versions = new HashMap<>();
    private final Set<String> hostnames = new HashSet<>();

    RowChange next() {
        String tenant = "tenant-" + random.nextInt(TENANTS);
        return switch (random.nextInt(10)) {
            case 0 -> change("tenant", tenant, Map.of("id", tenant), Map.of("plan", PLANS.get(random.nextInt(3))));
            case 1, 2, 3 -> policy(tenant, "limit-" + random.nextInt(POLICIES));
            default -> hostname(tenant, "www-" + random.nextInt(HOSTNAMES) + "." + tenant + ".example");
        };
    }

    private RowChange policy(String tenant, String type) {
        return change(
                "policy",
                tenant,
                Map.of("tenant", tenant, "type", type),
                Map.of("requests", 100L * (1 + random.nextInt(100))));
    }

    private RowChange hostname(String tenant, String name) {
        boolean isRemoved = hostnames.contains(name) && random.nextInt(3) == 0;
        if (isRemoved) {
            hostnames.remove(name);
        } else {
            hostnames.add(name);
        }
        Map<String, Object> values =
                isRemoved ? Map.of() : Map.of("tenant", tenant, "origin", "origin-" + random.nextInt(100));
        return change("hostname", tenant, Map.of("name", name), values);
    }

    /** A change that the control plane may make and no node: nodes do not keep invoices. */
    RowChange poison() {
        return change("invoice", "tenant-0", Map.of("tenant", "tenant-0"), Map.of("cents", 4_200L));
    }

    private RowChange change(String table, String tenant, Map<String, String> key, Map<String, Object> values) {
        RowChange first = new RowChange(table, tenant, new TreeMap<>(key), new TreeMap<>(values), 1);
        long version = versions.merge(first.subject(), 1L, Long::sum);
        return new RowChange(table, tenant, first.key(), first.values(), version);
    }
}
