package org.palimpsest.cli.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Settings;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;

/**
 * One training of MaskUCD on one labelled scene, as a file that a later report takes as it is.
 *
 * @param way {@code authors}: threshold factor and order of the images as the authors set them for this scene; {@code
 *     authors-guided}: the same with led masks; {@code auto}: the defaults, the same for all scenes
 * @param seconds of the whole training, on however many processors there were
 */
record MaskUcdTrial(
        String scene,
        String way,
        int seed,
        double scale,
        int epochs,
        double f1,
        double kappa,
        double auc,
        double maskFactor,
        double seconds) {
    static final String AUTHORS = "authors";
    static final String GUIDED = "authors-guided";
    static final String AUTO = "auto";
    private static final long MEMORY = 4L << 30;
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    /** Where the trial is, or will be. */
    static Path file(Path folder, String scene, String way, int seed, double scale, int epochs) {
        return folder.resolve(String.format(
                Locale.ROOT, "%s-%s-%d-scale%.3f-epochs%d.json", scene.replace('/', '_'), way, seed, scale, epochs));
    }

    /** A trial that was made before. */
    static Optional<MaskUcdTrial> read(Path file) throws IOException, BadInputException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(GSON.fromJson(Files.readString(file), MaskUcdTrial.class));
        } catch (JsonParseException e) {
            throw new BadInputException(file + " is no trial of MaskUCD. Delete it, and it is made again.", e);
        }
    }

    /** Trains and scores; the reference is looked at only afterwards. */
    static MaskUcdTrial make(
            LabelledScene scene, String way, int seed, double scale, int epochs, Path file, Cancellation cancellation)
            throws IOException, BadInputException, CancelledException {
        Map<String, String> set = new HashMap<>(Map.of(
                "seed", Integer.toString(seed), "scale", Double.toString(scale), "epochs", Integer.toString(epochs)));
        Optional<MaskUcdRecord> record = MaskUcdRecord.of(scene.name());
        if (!way.equals(AUTO) && record.isPresent()) {
            set.put("mask", "fixed");
            set.put("smoothing", "0");
            set.put("regression", "false");
            set.put("guide", Boolean.toString(way.equals(GUIDED)));
            set.put("k", Double.toString(record.get().factor()));
            set.put("swap", Boolean.toString(record.get().swap()));
        }
        Detector detector = DetectorRegistry.load().get("maskucd");
        Settings settings = Settings.of(detector.parameters(), set);
        LabelledScene.Tile tile = scene.tiles().get(0);
        try (Raster before = Rasters.open(tile.before().toString());
                Raster after = Rasters.open(tile.after().toString());
                Raster label = Rasters.open(tile.label().toString())) {
            AlignedPair pair = LabelledScene.pair(before, after);
            long start = System.nanoTime();
            try (ChangeModel model =
                    detector.fit(new FitInput(pair, settings, "cpu", 1, MEMORY, Progress.NONE, cancellation))) {
                double seconds = (System.nanoTime() - start) * 1e-9;
                ClassHistograms classes = new ClassHistograms();
                classes.count(pair, model, label);
                Accuracy accuracy = Accuracy.of(
                        classes.counts(model.ownThreshold().orElseThrow().magnitude()));
                MaskUcdTrial trial = new MaskUcdTrial(
                        scene.name(),
                        way,
                        seed,
                        scale,
                        epochs,
                        accuracy.f1(),
                        accuracy.kappa(),
                        classes.auc(),
                        Double.parseDouble(model.record().getOrDefault("maskFactor", "0")),
                        seconds);
                Files.createDirectories(file.toAbsolutePath().getParent());
                String name = file.getFileName().toString().replaceFirst("\\.json$", ".csv");
                for (String table : model.tables().values()) {
                    AtomicFile.writeText(file.resolveSibling(name), table);
                }
                AtomicFile.writeText(file, GSON.toJson(trial) + "\n");
                return trial;
            }
        }
    }
}
