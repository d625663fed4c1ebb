package io.controlfeed.feed.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of CONTRACT.md, and the suites' test methods. */
final class ContractRules {
    private static final Path CONTRACT = Path.of("..", "feed-api", "CONTRACT.md");
    private static final Pattern RULE = Pattern.compile("(?m)^\\*\\*([A-Z][0-9]+)\\.\\*\\*((?:.|\\n(?!\\n))*)");

    private static final List<Class<? extends FeedContract>> SUITES = List.of(
            ProviderContract.class,
            SinkContract.class,
            RejectionContract.class,
            SourceContract.class,
            LookupContract.class,
            EpochContract.class,
            AckerContract.class,
            LagContract.class,
            FencingContract.class,
            ProcessContract.class);

    private ContractRules() {}

    /** Number to text, in the order of the file. */
    static Map<String, String> all() {
        try {
            Map<String, String> rules = new LinkedHashMap<>();
            Matcher rule = RULE.matcher(Files.readString(CONTRACT));
            while (rule.find()) {
                if (rules.put(rule.group(1), rule.group(2)) != null) {
                    throw new AssertionError("rule " + rule.group(1) + " stands twice in CONTRACT.md");
                }
            }
            return rules;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Set<String> testNames() {
        Set<String> names = new TreeSet<>();
        SUITES.forEach(suite -> names.addAll(testNames(suite)));
        return names;
    }

    /** The tests of a suite, also those that it inherits. */
    static Set<String> testNames(Class<?> suite) {
        Set<String> names = new TreeSet<>();
        for (Class<?> part = suite; part != FeedContract.class; part = part.getSuperclass()) {
            Stream.of(part.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .forEach(method -> names.add(method.getName()));
        }
        return names;
    }

    /** The numbers that lead a test's name. */
    static Set<String> testedBySuites() {
        Set<String> numbers = new TreeSet<>();
        testNames().forEach(name -> numbers.add(name.substring(0, name.indexOf('_'))));
        return numbers;
    }
}
