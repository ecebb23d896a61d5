/** The project in the window: what is open, whether it is saved, and the questions that go with it. */
@NullMarked
package org.palimpsest.app.project;

import org.jspecify.annotations.NullMarked;
