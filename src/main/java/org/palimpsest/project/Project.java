package org.palimpsest.project;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an analyst works on, written down: enough to open the window again as it was left.
 *
 * <p>Immutable; equal projects are equal work, which is how the window knows whether anything is unsaved.
 *
 * @param layers the topmost first
 * @param view what the map shows; empty when nothing was open
 * @param runs the newest first; their products stay in folders of their own
 * @param form what the next run was to be
 * @param labels what was labelled; empty when nothing was
 */
public record Project(
        List<ProjectLayer> layers,
        Optional<ProjectView> view,
        List<ProjectRun> runs,
        ProjectForm form,
        Optional<ProjectLabels> labels) {
    /** A project in which nothing was done yet. */
    public static final Project EMPTY = new Project(List.of(), Optional.empty(), List.of(), ProjectForm.STANDARD);

    public Project {
        layers = List.copyOf(layers);
        runs = List.copyOf(runs);
    }

    /** A project in which nothing is labelled. */
    public Project(List<ProjectLayer> layers, Optional<ProjectView> view, List<ProjectRun> runs, ProjectForm form) {
        this(layers, view, runs, form, Optional.empty());
    }

    /** The same work with other labels. */
    public Project withLabels(Optional<ProjectLabels> other) {
        return new Project(layers, view, runs, form, other);
    }

    /** The same work seen from nowhere: to compare projects whose maps were only moved. */
    public Project withoutView() {
        return new Project(layers, Optional.empty(), runs, form, labels);
    }

    /** The files that the layers show, each once, in the order of the layers. */
    public Set<Path> sources() {
        Set<Path> sources = new LinkedHashSet<>();
        layers.forEach(layer -> sources.add(layer.source()));
        return sources;
    }

    /** Tells whether there is nothing that could be lost. */
    public boolean isEmpty() {
        return layers.isEmpty() && runs.isEmpty() && labels.isEmpty();
    }
}
