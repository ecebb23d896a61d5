package org.palimpsest.cli;

import org.palimpsest.base.Notice;

/** A command that tells of its own failure too, where its output is read by a program. */
interface HearsFailure {
    /** It did not end well; called before the shell says so. */
    void failed(Notice notice);
}
