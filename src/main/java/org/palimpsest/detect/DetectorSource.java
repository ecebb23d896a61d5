package org.palimpsest.detect;

import java.util.List;

/** Several detectors that one class makes, such as one for each network; found by {@link java.util.ServiceLoader}. */
public interface DetectorSource {
    /** Fresh detectors; the same ones at every call of one program. */
    List<Detector> detectors();
}
