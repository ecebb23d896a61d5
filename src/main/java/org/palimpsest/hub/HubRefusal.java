package org.palimpsest.hub;

import java.net.http.HttpResponse;
import org.palimpsest.base.BadInputException;

/** What the hub's refusals mean, in a sentence with what to do next. */
final class HubRefusal {
    private static final int UNAUTHORISED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int LONGEST_MESSAGE = 300;

    private HubRefusal() {}

    /** @param subject what was asked for, such as {@code hub:OWNER/NAME} or one file of it */
    static BadInputException of(HttpResponse<?> response, String subject, HubSettings settings) {
        String code = response.headers().firstValue("x-error-code").orElse("");
        String message = response.headers().firstValue("x-error-message").orElse("");
        String said = message.isEmpty()
                ? ""
                : " The hub says: "
                        + message.substring(0, Math.min(LONGEST_MESSAGE, message.length()))
                                .strip();
        String host = settings.address().getHost();
        boolean token = settings.token().isPresent();
        if (code.equals("GatedRepo")) {
            return new BadInputException(
                    subject + " is gated: its owners want you to accept their conditions on " + settings.address()
                            + " first. Then put a token of yours into " + HubSettings.TOKEN_VARIABLE + ".");
        }
        return new BadInputException(
                switch (response.statusCode()) {
                    case UNAUTHORISED ->
                        token
                                ? subject + " is not there, or the token in " + HubSettings.TOKEN_VARIABLE
                                        + " may not see it or has expired. Check the name and the token." + said
                                : subject
                                        + " is not there, or it is private. Check the name; for a private one put a token"
                                        + " of yours into " + HubSettings.TOKEN_VARIABLE + "." + said;
                    case FORBIDDEN ->
                        "Access to " + subject + " is refused."
                                + (token
                                        ? " The token in " + HubSettings.TOKEN_VARIABLE + " does not have the right."
                                        : " Put a token with that right into " + HubSettings.TOKEN_VARIABLE + ".")
                                + said;
                    case NOT_FOUND, GONE ->
                        switch (code) {
                            case "RevisionNotFound" -> subject + " has no such revision on " + host + ". Check it.";
                            case "EntryNotFound" -> subject + " is not there on " + host + ".";
                            default -> subject + " does not exist on " + host + ". Check the spelling.";
                        };
                    default -> host + " refuses " + subject + " with status " + response.statusCode() + "." + said;
                });
    }
}
