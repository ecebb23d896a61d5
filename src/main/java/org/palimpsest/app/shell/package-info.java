/** The window: menu, toolbar, panes and status bar, and the workbench behind them. */
@NullMarked
package org.palimpsest.app.shell;

import org.jspecify.annotations.NullMarked;
