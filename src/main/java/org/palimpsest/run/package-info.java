/** Executing a run document: the worker process and its protocol, progress, cancel, resume and the outcome. */
@NullMarked
package org.palimpsest.run;

import org.jspecify.annotations.NullMarked;
