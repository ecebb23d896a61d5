/** Writing the products of a run to a folder of the user's choice: which of them, in which formats, with QGIS project. */
@NullMarked
package org.palimpsest.app.export;

import org.jspecify.annotations.NullMarked;
