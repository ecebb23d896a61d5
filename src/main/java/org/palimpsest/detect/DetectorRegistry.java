package org.palimpsest.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.palimpsest.base.BadInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every detector on the class path, found by {@link ServiceLoader} and sorted by id.
 *
 * <p>A provider that cannot be loaded is left out and named in {@link #problems()}; the others stay usable. Immutable.
 */
public final class DetectorRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(DetectorRegistry.class);

    private final Map<String, Detector> detectors;
    private final List<String> problems;

    private DetectorRegistry(Map<String, Detector> detectors, List<String> problems) {
        this.detectors = Collections.unmodifiableMap(detectors);
        this.problems = List.copyOf(problems);
    }

    /** A registry of the given detectors only. */
    public static DetectorRegistry of(List<Detector> detectors) {
        Map<String, Detector> byId = new TreeMap<>();
        detectors.forEach(detector -> byId.put(detector.card().id(), detector));
        return new DetectorRegistry(byId, List.of());
    }

    /** Looks for detectors with the class loader of this program. */
    public static DetectorRegistry load() {
        return load(DetectorRegistry.class.getClassLoader());
    }

    /** Looks for detectors with a given class loader. */
    public static DetectorRegistry load(ClassLoader loader) {
        Map<String, Detector> detectors = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        forEach(ServiceLoader.load(Detector.class, loader), problems, detector -> add(detector, detectors, problems));
        forEach(ServiceLoader.load(DetectorSource.class, loader), problems, source -> source.detectors()
                .forEach(detector -> add(detector, detectors, problems)));
        return new DetectorRegistry(detectors, problems);
    }

    private static <T> void forEach(ServiceLoader<T> services, List<String> problems, Consumer<T> consumer) {
        Iterator<T> providers = services.iterator();
        while (true) {
            // hasNext() and next() both throw for a broken provider, and both can be called again for the next one.
            try {
                if (!providers.hasNext()) {
                    return;
                }
                consumer.accept(providers.next());
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                LOG.warn("A detector cannot be loaded", e);
                problems.add("A detector cannot be loaded and is left out: " + e.getMessage());
            }
        }
    }

    private static void add(Detector detector, Map<String, Detector> detectors, List<String> problems) {
        Detector earlier = detectors.putIfAbsent(detector.card().id(), detector);
        if (earlier != null) {
            problems.add("Two detectors are called \"" + detector.card().id() + "\": "
                    + earlier.getClass().getName() + " is used, "
                    + detector.getClass().getName() + " is not.");
        }
    }

    /** All detectors, sorted by id. */
    public List<Detector> all() {
        return List.copyOf(detectors.values());
    }

    /** One sentence for each provider that was left out. */
    public List<String> problems() {
        return problems;
    }

    /** The detector with an id. */
    public Detector get(String id) throws BadInputException {
        Detector detector = detectors.get(id);
        if (detector == null) {
            throw new BadInputException(
                    "There is no detector \"" + id + "\". Known: " + String.join(", ", detectors.keySet()) + ".");
        }
        return detector;
    }
}
