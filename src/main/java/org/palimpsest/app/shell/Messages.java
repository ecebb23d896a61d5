package org.palimpsest.app.shell;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.app.project.ProjectQuestions;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.BadInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sentences for the user that stand in the window until they are read; never a dialog. */
public final class Messages implements ProjectQuestions {
    /** How much a message matters. */
    public enum Kind {
        INFORMATION,
        WARNING,
        ERROR
    }

    /** One sentence or two. */
    public record Message(Kind kind, String text) {}

    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
    private static final int MOST = 3;

    private final ObservableList<Message> shown = FXCollections.observableArrayList();

    /** The oldest first, few at a time. */
    public ObservableList<Message> shown() {
        return shown;
    }

    @Override
    public void inform(String text) {
        add(new Message(Kind.INFORMATION, text));
    }

    @Override
    public void warn(String text) {
        add(new Message(Kind.WARNING, text));
    }

    public void error(String text) {
        add(new Message(Kind.ERROR, text));
    }

    /** Says what went wrong: bad input in its own words, anything else as a fault that the log describes. */
    @Override
    public void failed(Exception e) {
        if (e instanceof BadInputException told) {
            LOG.info("Shown to the user: {}", e.getMessage());
            error(NoticeText.of(told.notice()));
        } else {
            LOG.error("A task of the window failed", e);
            error(Text.of("message.fault", e.getClass().getSimpleName()));
        }
    }

    public void dismiss(Message message) {
        shown.remove(message);
    }

    private void add(Message message) {
        shown.remove(message);
        shown.add(message);
        while (shown.size() > MOST) {
            shown.remove(0);
        }
    }
}
