package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.app.detector.DetectorText;
import org.palimpsest.app.layer.LayerKind;
import org.palimpsest.app.layer.RasterStyle;
import org.palimpsest.app.run.RunState;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.run.ComparedRun;
import org.palimpsest.run.Comparison;
import org.palimpsest.run.PageLanguage;

/**
 * Several detectors on the open pair: one run after the other, then the map of their agreement as a layer, and a page of
 * their numbers and pictures beside the runs.
 *
 * <p>Used from the window's thread.
 */
final class DetectorComparison {
    private final Workbench workbench;
    private final List<Group> groups = new ArrayList<>();

    DetectorComparison(Workbench workbench) {
        this.workbench = workbench;
    }

    /** The runs of one comparison, by detector; each has a folder below the comparison's. */
    private record Group(Path folder, Map<String, RunViewModel> runs) {}

    /** Puts a run of each detector into the queue, or says what is missing. */
    void start(List<Detector> detectors) {
        try {
            RunStart start = new RunStart(workbench);
            Path folder = start.directory("compare");
            List<RunSpec> specs = new ArrayList<>();
            for (Detector detector : detectors) {
                specs.add(start.spec(detector, folder.resolve(detector.card().id())));
            }
            Group group = new Group(folder, new LinkedHashMap<>());
            groups.add(group);
            for (int i = 0; i < specs.size(); i++) {
                String name = DetectorText.name(detectors.get(i).card());
                group.runs.put(
                        specs.get(i).detection().detector(), workbench.runs().start(name, specs.get(i)));
            }
        } catch (BadInputException e) {
            workbench.messages().failed(e);
        }
    }

    /** Writes the comparison when the last of its runs has ended; one that was cancelled ends without. */
    void ended(RunViewModel run) {
        for (Group group : List.copyOf(groups)) {
            if (group.runs.containsValue(run)
                    && group.runs.values().stream()
                            .allMatch(each -> each.state().isEnded())) {
                groups.remove(group);
                if (group.runs.values().stream().noneMatch(each -> each.state() == RunState.CANCELLED)) {
                    write(group);
                }
            }
        }
    }

    private void write(Group group) {
        List<ComparedRun> runs = new ArrayList<>();
        group.runs.forEach((detector, run) -> runs.add(new ComparedRun(
                detector,
                run.directory(),
                run.state() == RunState.FAILED ? run.whatHappenedProperty().get() : "")));
        int done = (int) runs.stream().filter(ComparedRun::isDone).count();
        PageLanguage language = new PageLanguage(Text.locale().toLanguageTag(), NoticeText::of);
        workbench
                .background()
                .run(
                        () -> Comparison.write(group.folder, runs, language, Progress.NONE, Cancellation.NEVER),
                        files -> {
                            workbench
                                    .opener()
                                    .openProduct(
                                            group.folder.resolve(Comparison.AGREEMENT),
                                            Text.of("layer.agreement", done),
                                            LayerKind.MASK,
                                            new RasterStyle.Votes(done),
                                            layer -> {});
                            workbench
                                    .messages()
                                    .inform(Text.of(
                                            "message.compared",
                                            done,
                                            group.folder
                                                    .resolve(Comparison.PAGE)
                                                    .toString()));
                        },
                        workbench.messages()::failed);
    }
}
