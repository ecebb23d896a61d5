package org.palimpsest.hub;

import java.net.URI;
import org.palimpsest.base.BadInputException;

/** The hub does not answer, which is no fault of what was asked for: what is in the cache may serve in its place. */
final class HubUnreachable extends BadInputException {
    private static final long serialVersionUID = 1L;

    private final String what;

    HubUnreachable(URI address, Throwable cause) {
        super(
                what(address, cause)
                        + ". What was fetched so far is kept, and the next try goes on from there; without a connection,"
                        + " offline mode uses what is in the cache.",
                cause);
        what = what(address, cause);
    }

    private static String what(URI address, Throwable cause) {
        return address.getHost() + " cannot be reached (" + HubConnection.reason(cause) + ")";
    }

    /** The same without what to do, and without a full stop. */
    String what() {
        return what;
    }
}
