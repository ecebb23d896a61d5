package org.palimpsest.learned;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorSource;
import org.palimpsest.zoo.NetworkRegistry;

/** Makes the detector that brings its own weights, one of every network of the zoo, and one for TorchScript files. */
public final class NetworkDetectors implements DetectorSource {
    @Override
    public List<Detector> detectors() {
        List<Detector> detectors = new ArrayList<>();
        try {
            detectors.add(new ReadyMadeDetector());
            for (NetworkRegistry.Entry entry : NetworkRegistry.all()) {
                detectors.add(new NetworkDetector(entry));
            }
        } catch (BadInputException e) {
            throw new IllegalStateException("A network of the zoo has no facts.", e);
        }
        detectors.add(new TorchScriptDetector());
        return detectors;
    }
}
