package org.palimpsest.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.JsonFields;
import org.palimpsest.base.Sha256;
import org.palimpsest.base.Version;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.RunSpecJson;

/**
 * Holds a finished run against its {@code run.json}: whether inputs, weights and products still are the files that it tells
 * of, and whether the run, done again, makes the same products byte for byte.
 *
 * <p>Nothing in the run's folder is changed. Used by one thread.
 */
public final class Verification {
    private static final String RECORD = "run.json";

    private final Path folder;
    private final RunSpec spec;
    private final String madeBy;
    private final List<RecordedFile> inputs;
    private final List<RecordedFile> products;

    private Verification(
            Path folder, RunSpec spec, String madeBy, List<RecordedFile> inputs, List<RecordedFile> products) {
        this.folder = folder;
        this.spec = spec;
        this.madeBy = madeBy;
        this.inputs = inputs;
        this.products = products;
    }

    /** A file that the record tells of: what it was to the run, where it lies, and its hash then. */
    private record RecordedFile(String role, Path path, String sha256) {}

    /**
     * What was found out about one file.
     *
     * @param role as in {@code run.json}, or {@code weights}, {@code product} or {@code repeated}
     * @param file where it lies; for a repeated product, its name
     * @param difference one clause that says what is wrong; empty where the file is as it was recorded
     */
    public record Finding(String role, Path file, Optional<String> difference) {
        /** The finding in one line. */
        public String text() {
            return role + " " + file + ": " + difference.orElse("the same");
        }
    }

    /**
     * Reads what a folder says of its run.
     *
     * @throws BadInputException when it holds no finished run, or its record lacks what is needed
     */
    public static Verification of(Path folder) throws BadInputException {
        Path file = folder.resolve(RECORD);
        RunSpec spec = RunSpecJson.read(file);
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read. Check the path and its permissions.", e);
        }
        JsonFields record = JsonFields.parse(file.toString(), text);
        List<RecordedFile> inputs = new ArrayList<>();
        for (JsonFields input : record.objects("inputs")) {
            inputs.add(new RecordedFile(input.text("role"), path(input.text("path"), file), input.text("sha256")));
        }
        Optional<JsonFields> decided = record.optionalObject("decided");
        if (decided.isPresent()) {
            Optional<JsonFields> model = decided.get().optionalObject("model");
            if (model.isPresent() && model.get().has("weights") && model.get().has("weightsSha256")) {
                Path weights = path(model.get().text("weights"), file);
                inputs.add(new RecordedFile("weights", weights, model.get().text("weightsSha256")));
            }
        }
        List<RecordedFile> products = new ArrayList<>();
        for (JsonFields product : record.objects("products")) {
            Path name = path(product.text("file"), file);
            if (!name.equals(name.getFileName())) {
                throw new BadInputException(file + " names a product outside its folder: " + name + ".");
            }
            products.add(new RecordedFile("product", folder.resolve(name), product.text("sha256")));
        }
        if (inputs.isEmpty() || products.isEmpty()) {
            throw new BadInputException(
                    file + " is no record of a finished run: it tells of no inputs or of no products.");
        }
        return new Verification(folder, spec, record.text("palimpsest"), inputs, products);
    }

    private static Path path(String text, Path file) throws BadInputException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new BadInputException(file + " names a file that this system cannot have: " + text + ".", e);
        }
    }

    /** What the run did. */
    public RunSpec spec() {
        return spec;
    }

    /** Says who made the products, where that was another version of Palimpsest; empty text otherwise. */
    public String otherVersion() {
        return madeBy.equals(Version.text())
                ? ""
                : "It was made by Palimpsest " + madeBy + ", this is " + Version.text();
    }

    /**
     * Compares inputs and weights with the record.
     *
     * @throws CancelledException when the user ended it; looked at before each file
     */
    public List<Finding> inputs(Cancellation cancellation) throws CancelledException {
        return compare(inputs, cancellation);
    }

    /** Compares the products in the folder with the record. */
    public List<Finding> products(Cancellation cancellation) throws CancelledException {
        return compare(products, cancellation);
    }

    private static List<Finding> compare(List<RecordedFile> files, Cancellation cancellation)
            throws CancelledException {
        List<Finding> findings = new ArrayList<>();
        for (RecordedFile file : files) {
            cancellation.check();
            findings.add(new Finding(file.role, file.path, difference(file.path, file.sha256)));
        }
        return findings;
    }

    private static Optional<String> difference(Path file, String sha256) {
        if (!Files.isRegularFile(file)) {
            return Optional.of("is missing");
        }
        try {
            String now = Sha256.of(file);
            return now.equals(sha256)
                    ? Optional.empty()
                    : Optional.of("differs: its SHA-256 is " + now + ", but was " + sha256);
        } catch (IOException e) {
            return Optional.of("cannot be read: " + e.getMessage());
        }
    }

    /**
     * Does the run again in a folder of its own and compares what it makes with the record.
     *
     * @param scratch an empty or missing folder; the caller deletes it
     * @throws BadInputException when the run cannot be repeated here
     * @throws CancelledException when the user ended it
     */
    public List<Finding> repeat(
            Path scratch, RunExecutor executor, Consumer<RunEvent> events, Cancellation cancellation)
            throws BadInputException, CancelledException {
        requireReachable();
        RunSpec.Output output = new RunSpec.Output(scratch, spec.output().formats(), true);
        Outcome outcome = executor.execute(new RunRequest(spec.withOutput(output), false), events, cancellation);
        if (outcome instanceof Outcome.Cancelled) {
            throw new CancelledException("Cancelled; nothing was changed.");
        }
        if (outcome instanceof Outcome.Failed failed) {
            if (failed.fault()) {
                throw new IllegalStateException(failed.whatHappened().message());
            }
            throw new BadInputException("The run in " + folder + " cannot be repeated: "
                    + failed.whatHappened().message() + " " + otherVersion());
        }
        List<Finding> findings = new ArrayList<>();
        for (RecordedFile product : products) {
            cancellation.check();
            Path name = product.path.getFileName();
            findings.add(new Finding("repeated", name, difference(scratch.resolve(name), product.sha256)));
        }
        return findings;
    }

    /** Says from where to verify when the run names its inputs relative to a folder that is not the current one. */
    private void requireReachable() throws BadInputException {
        for (RecordedFile input : inputs) {
            for (String text : List.of(spec.before().path(), spec.after().path())) {
                Path named = path(text, folder.resolve(RECORD));
                if (!named.isAbsolute() && !Files.exists(named) && input.path.endsWith(named.normalize())) {
                    Path base = input.path;
                    for (int i = 0; i < named.normalize().getNameCount() && base.getParent() != null; i++) {
                        base = base.getParent();
                    }
                    throw new BadInputException("The run names its inputs relative to " + base
                            + ". Change into that folder and verify from there.");
                }
            }
        }
    }
}
