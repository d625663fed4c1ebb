package io.controlfeed.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Notebook;
import io.controlfeed.cli.Run;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmitEventTest {
    private static final String DIGEST = "sha256:" + "0f".repeat(32);

    private Notebook notebook = Notebook.in(Path.of("."));

    @BeforeEach
    void newNotebook(@TempDir Path directory) {
        notebook = Notebook.in(directory);
    }

    @Test
    void prints_theStampedEvent_asOneLineOfCanonicalJson() throws IOException {
        Run run = notebook.emit("--type", "tenant.updated", "--subject", "hostname/a", "--tenant-id", "acme");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        ControlEvent printed = Notebook.event(run.out());
        assertThat(run.out()).isEqualTo(EventJson.toText(printed) + "\n");
        assertThat(printed.controlVersion()).isEqualTo(1);
        assertThat(notebook.events()).containsExactly(printed);
    }

    @Test
    void everyFlag_arrivesInTheEvent() {
        Run run = notebook.emit(
                "--type=t",
                "--subject=Käse ☃",
                "--tenant-id=acme",
                "--event-id=e-1",
                "--subject-version=8",
                "--base-version=7",
                "--checksum=" + DIGEST,
                "--artifact-ref=https://a/b",
                "--artifact-size=12",
                "--artifact-media-type=application/json",
                "--origin=eu",
                "--created-at=2026-01-31T13:00:00+01:00",
                "--attribute=a=1",
                "--attribute=b=x=y");

        assertThat(run.out().strip())
                .isEqualTo("{\"event_id\":\"e-1\",\"control_version\":1,\"type\":\"t\",\"tenant_id\":\"acme\","
                        + "\"subject\":\"Käse ☃\",\"version\":8,\"base_version\":7,\"artifact_ref\":\"https://a/b\","
                        + "\"checksum\":\"" + DIGEST + "\",\"artifact_size\":12,"
                        + "\"artifact_media_type\":\"application/json\",\"created_at\":\"2026-01-31T12:00:00Z\","
                        + "\"origin\":\"eu\",\"attributes\":{\"a\":\"1\",\"b\":\"x=y\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "forgetful"})
    void anIdThatIsHeld_isNotAppendedAgain(String trouble) throws IOException {
        String[] flags = {"--type=t", "--subject=s", "--event-id=once", "--notebook-trouble=" + trouble};
        Run first = notebook.emit(flags);
        Run again = notebook.emit(flags);

        assertThat(again.code()).isZero();
        assertThat(again.out()).isEqualTo(first.out());
        assertThat(again.errLines())
                .containsExactly("controlfeed: event 'once' was there already, as version 1; nothing was appended");
        assertThat(notebook.events()).hasSize(1);
    }

    @Test
    void anIdThatIsHeld_withOtherContent_isRefused_andShowsWhatTheFeedHolds() throws IOException {
        Run first = notebook.emit("--type=t", "--subject=s", "--event-id=once", "--attribute=a=1");
        Run other = notebook.emit("--type=u", "--subject=s", "--event-id=once", "--checksum=" + DIGEST);

        assertThat(other.code()).isEqualTo(ExitCode.REJECTED.number());
        assertThat(other.out()).isEqualTo(first.out());
        assertThat(other.errLines())
                .containsExactly(
                        "controlfeed: emit-event: event 'once' was there already, as version 1, with other content"
                                + " (type, checksum, attributes); nothing was appended",
                        "the content that came first stands, and is what was printed;"
                                + " give another change another event id");
        assertThat(notebook.events()).hasSize(1);
    }

    @Test
    void anIdThatIsHeld_butCannotBeRead_isPrintedAsFarAsItIsKnown() {
        notebook.emit("--type=t", "--subject=s", "--event-id=once");
        Run other = notebook.emit("--type=u", "--subject=s", "--event-id=once", "--notebook-trouble=unavailable");

        assertThat(other.code()).isZero();
        assertThat(other.out()).isEqualTo("{\"event_id\":\"once\",\"control_version\":1}\n");
        assertThat(other.err())
                .contains("event 'once' was there already, as version 1; nothing was appended")
                .contains("what was there cannot be read, so only its id and version were printed: poll of notebook");
    }

    @Test
    void aFeedThatDroppedItsOldest_isAskedAboutTheRest() throws IOException {
        notebook.emit("--type=t", "--subject=s", "--event-id=first");
        notebook.emit("--type=t", "--subject=s", "--event-id=second");
        Run again = notebook.emit("--type=t", "--subject=s", "--event-id=second", "--notebook-trouble=torn");

        assertThat(Notebook.event(again.out()).controlVersion()).isEqualTo(2);
        assertThat(again.errLines().get(0))
                .isEqualTo("controlfeed: the feed no longer holds its events up to version 1, and cannot say which ids"
                        + " they had; an event that was among them is appended again");
        assertThat(notebook.events()).hasSize(2);
    }

    @Test
    void aFeedThatDropsFasterThanItCanBeAsked_isUnavailable() throws IOException {
        Run run = notebook.emit("--type=t", "--subject=s", "--event-id=a", "--notebook-trouble=crumbling");

        assertThat(run.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(run.err()).contains("lookup in notebook: the feed dropped its oldest events 5 times");
        assertThat(notebook.events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--subject-version=-1 | --subject-version is '-1': it must be a positive number, or none",
                "--base-version=1 | --base-version needs --subject-version: what the change makes of it",
                "--attribute=A=1 | --attribute key is 'A': it must be 1 to 64 lower-case letters, digits, '.', '_' or"
                        + " '-', the first a letter",
                "--attribute=a | --attribute must be KEY=VALUE",
                "--attribute=a=1 --attribute=a=2 | --attribute gives 'a' more than once",
                "--created-at=today | --created-at is 'today': it must be a time with its offset, such as"
                        + " 2026-01-31T12:00:00Z",
            })
    void aMistakeInAFlag_isSaidOfTheFlag(String flags, String message) throws IOException {
        Run run = notebook.emit(("--type=t --subject=s " + flags).split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly("controlfeed: emit-event: " + message, "see controlfeed help emit-event");
        assertThat(notebook.events()).isEmpty();
    }

    @Test
    void withoutTypeAndSubject_saysBoth() {
        Run run = notebook.emit();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly(
                        "controlfeed: emit-event: an event needs --type and --subject",
                        "see controlfeed help emit-event");
    }

    @Test
    void anArtifactWithoutItsDigest_isRefused() {
        Run run = notebook.emit("--type=t", "--subject=s", "--artifact-ref=https://a/b");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("an artifact needs --checksum");
    }

    @Test
    void aMalformedEvent_isRefusedWithEveryProblem() throws IOException {
        Run run = notebook.emit("--type", "not a type", "--subject", " s");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(0)).contains("emit-event: --type is 'not a type'", "; --subject is ' s'");
        assertThat(notebook.events()).isEmpty();
    }

    @Test
    void theDisabledFeed_refusesAndListsTheBackendsThatStore() {
        Run run = Run.of("emit-event", "--type=t", "--subject=s");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(0))
                .isEqualTo("controlfeed: emit-event: the feed is disabled ('nop'), nothing was stored");
        assertThat(run.errLines().get(1))
                .startsWith("choose one that stores: --feed-sink ")
                .contains("notebook");
    }

    @Test
    void anUnknownBackend_isRefusedWithTheNamesThereAre() {
        Run run = Run.of("emit-event", "--feed-sink=notbook", "--type=t", "--subject=s");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no feed backend 'notbook'; available:", "nop", "notebook");
    }

    @Test
    void anUnknownOutcome_tellsTheIdToRepeatWith() {
        Run run = notebook.emit("--type=t", "--subject=trouble", "--notebook-trouble=indeterminate");

        assertThat(run.code()).isEqualTo(ExitCode.INDETERMINATE.number());
        assertThat(run.errLines().get(1)).matches("Look again\\. Repeat the command with --event-id [0-9a-f-]{36}\\.");
    }

    @Test
    void outputThatNobodyTakes_isAnError_butTheEventIsThere() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Run run = Run.of(Map.of(), Run.text(""), full, notebook.emitting("--type=t", "--subject=s"));

        assertThat(run.code()).isEqualTo(ExitCode.UNEXPECTED.number());
        assertThat(run.err()).contains("No space left on device", "what was appended stays in the feed");
        assertThat(notebook.events()).hasSize(1);
    }
}
