package io.controlfeed.cli.doctor;

import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.doctor.Finding.Level;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.SettingException;
import java.util.ArrayList;
import java.util.List;

/** What was found so far. What cannot be looked at is a finding, too, and keeps nothing else from being looked at. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    /** Something to be looked at. */
    interface Look {
        void at(Findings findings) throws InterruptedException;
    }

    void look(String what, Look look) throws InterruptedException {
        try {
            look.at(this);
        } catch (Failure failed) {
            add(Finding.error(what, failed.operation() + ": " + failed.reason(), failed.hint()));
        } catch (FeedException failed) {
            add(Finding.error(what, failed.operation() + ": " + failed.reason(), failed.hint()));
        } catch (ArtifactException failed) {
            add(Finding.error(what, failed.operation() + ": " + failed.reason(), failed.hint()));
        } catch (SettingException wrong) {
            add(Finding.error(what, String.valueOf(wrong.getMessage()), "See controlfeed help run."));
        }
    }

    void add(Finding finding) {
        all.add(finding);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    boolean hasErrors() {
        return all.stream().anyMatch(finding -> finding.level() == Level.ERROR);
    }
}
