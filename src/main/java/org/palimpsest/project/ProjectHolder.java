package org.palimpsest.project;

import java.time.Instant;

/**
 * The process that has a project open.
 *
 * @param pid its number on its machine
 * @param host name of the machine
 * @param user who runs it
 * @param since when it opened the project, UTC
 */
public record ProjectHolder(long pid, String host, String user, Instant since) {}
