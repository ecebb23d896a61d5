package org.palimpsest.run;

import org.palimpsest.detect.RunSpec;

/**
 * A run document that shall be executed now.
 *
 * @param spec what to do
 * @param resume whether to go on with the run that was stopped in the same output folder; without one there it is an error
 */
public record RunRequest(RunSpec spec, boolean resume) {}
