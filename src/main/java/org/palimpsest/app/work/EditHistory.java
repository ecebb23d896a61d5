package org.palimpsest.app.work;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * What the user did to the project, to take it back and make it again in order, whatever part of the window it was done in.
 * Window's thread only.
 */
public final class EditHistory {
    private static final int LONGEST = 500;

    /** Something that was done and can be taken back. */
    public interface Edit {
        void undo();

        void redo();
    }

    private final Deque<Edit> done = new ArrayDeque<>();
    private final Deque<Edit> undone = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();

    /** Notes what was just done; what was taken back before cannot be made again. */
    public void add(Edit edit) {
        done.push(edit);
        undone.clear();
        if (done.size() > LONGEST) {
            done.removeLast();
        }
        look();
    }

    /** Takes back what was done last. */
    public void undo() {
        Edit edit = done.poll();
        if (edit != null) {
            undone.push(edit);
            edit.undo();
            look();
        }
    }

    /** Makes again what was taken back last. */
    public void redo() {
        Edit edit = undone.poll();
        if (edit != null) {
            done.push(edit);
            edit.redo();
            look();
        }
    }

    /** Forgets everything: another project is open. */
    public void clear() {
        done.clear();
        undone.clear();
        look();
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }

    private void look() {
        canUndo.set(!done.isEmpty());
        canRedo.set(!undone.isEmpty());
    }
}
