package org.palimpsest.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palimpsest.base.BadInputException;

/**
 * How a user names a repository of the hub: {@code hub:OWNER/NAME}, or {@code hub:OWNER/NAME@REVISION}.
 *
 * @param owner person or organisation
 * @param name of the repository
 * @param revision branch, tag or commit; empty for the newest
 */
public record HubReference(String owner, String name, Optional<String> revision) {
    /** What every reference begins with. */
    public static final String SCHEME = "hub:";

    private static final String PART = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9])?";
    private static final Pattern FORM =
            Pattern.compile("hub:(" + PART + ")/(" + PART + ")(?:@([A-Za-z0-9._/-]{1,96}))?");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    /** Tells whether a text is meant as a reference to the hub and not as a path. */
    public static boolean isReference(String text) {
        return text.startsWith(SCHEME);
    }

    /** Reads a reference. */
    public static HubReference parse(String text) throws BadInputException {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || text.contains("..")) {
            throw new BadInputException(
                    "A repository of the hub is named hub:OWNER/NAME or hub:OWNER/NAME@REVISION, but was \"" + text
                            + "\".");
        }
        return new HubReference(matcher.group(1), matcher.group(2), Optional.ofNullable(matcher.group(3)));
    }

    /** Owner and name, as the hub calls the repository. */
    public String id() {
        return owner + "/" + name;
    }

    /** Whether the revision is a commit, which never changes. */
    public boolean isPinned() {
        return revision.isPresent() && COMMIT.matcher(revision.get()).matches();
    }

    /** The same repository at one commit. */
    public HubReference at(String commit) {
        return new HubReference(owner, name, Optional.of(commit));
    }

    @Override
    public String toString() {
        return SCHEME + id() + revision.map(text -> "@" + text).orElse("");
    }
}
