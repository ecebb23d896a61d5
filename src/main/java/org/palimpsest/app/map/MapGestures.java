package org.palimpsest.app.map;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.palimpsest.app.map.MapViewModel.Position;

/**
 * Mouse and keyboard on the map: drag pans, the wheel zooms at the cursor, the swipe's divider follows the mouse, arrow
 * keys pan, plus and minus zoom, space shows the other date. A {@link MapTool} takes the first button and the keys it knows.
 */
final class MapGestures {
    private static final double DIVIDER_REACH = 8;
    private static final double WHEEL_NOTCH = 40;
    private static final int STEPS_PER_NOTCH = 2;
    private static final double KEY_PAN = 0.15;

    private final MapView view;
    private final MapViewModel map;
    private double lastX;
    private double lastY;
    private double wheel;
    private boolean movesDivider;
    private boolean usesTool;

    MapGestures(MapView view, MapViewModel map) {
        this.view = view;
        this.map = map;
    }

    void install() {
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        view.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        view.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        view.addEventHandler(
                MouseEvent.MOUSE_EXITED, event -> map.cursorProperty().set(Optional.empty()));
        view.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        view.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    private void pressed(MouseEvent event) {
        view.requestFocus();
        lastX = event.getX();
        lastY = event.getY();
        movesDivider = isOnDivider(event);
        usesTool = !movesDivider
                && event.getButton() == MouseButton.PRIMARY
                && map.toolProperty().get().isPresent();
        if (usesTool) {
            follow(event);
            withTool(tool -> map.cursorProperty().get().ifPresent(tool::pressed));
        } else if (!movesDivider) {
            map.remember();
        }
    }

    private void released(MouseEvent event) {
        view.setCursor(Cursor.CROSSHAIR);
        if (usesTool) {
            usesTool = false;
            follow(event);
            withTool(tool -> map.cursorProperty().get().ifPresent(tool::released));
        }
    }

    private void withTool(Consumer<MapTool> action) {
        map.toolProperty().get().ifPresent(action);
    }

    private void dragged(MouseEvent event) {
        if (usesTool) {
            follow(event);
            withTool(tool -> map.cursorProperty().get().ifPresent(tool::dragged));
        } else if (movesDivider) {
            map.dividerProperty().set(Math.max(0, Math.min(1, event.getX() / view.getWidth())));
        } else if (event.getButton() == MouseButton.PRIMARY || event.getButton() == MouseButton.MIDDLE) {
            view.setCursor(Cursor.CLOSED_HAND);
            map.drag(event.getX() - lastX, event.getY() - lastY);
        }
        lastX = event.getX();
        lastY = event.getY();
        follow(event);
    }

    private void moved(MouseEvent event) {
        view.setCursor(isOnDivider(event) ? Cursor.H_RESIZE : Cursor.CROSSHAIR);
        follow(event);
    }

    private void follow(MouseEvent event) {
        Viewport viewport = map.viewport();
        map.cursorProperty()
                .set(Optional.of(new Position(viewport.mapX(mapPixel(event.getX())), viewport.mapY(event.getY()))));
    }

    private void clicked(MouseEvent event) {
        if (map.toolProperty().get().isPresent()) {
            if (event.getClickCount() == 2 && event.getButton() == MouseButton.PRIMARY) {
                withTool(MapTool::doubleClicked);
            }
            return;
        }
        if (map.drawingProperty().get()) {
            if (event.getClickCount() == 1 && event.isStillSincePress()) {
                map.cursorProperty().get().ifPresent(map.drawn()::add);
            } else if (event.getClickCount() == 2) {
                map.drawingProperty().set(false);
            }
            return;
        }
        if (event.getClickCount() == 1 && event.isStillSincePress() && event.getButton() == MouseButton.PRIMARY) {
            map.cursorProperty().get().ifPresent(map.clickedProperty()::set);
        }
        if (event.getClickCount() == 2 && event.getButton() == MouseButton.PRIMARY) {
            map.zoom(Viewport.STEPS_PER_OCTAVE, mapPixel(event.getX()), event.getY());
        }
    }

    private void scrolled(ScrollEvent event) {
        wheel += event.getDeltaY() * STEPS_PER_NOTCH / WHEEL_NOTCH;
        int steps = (int) wheel;
        if (steps != 0) {
            wheel -= steps;
            map.zoom(steps, mapPixel(event.getX()), event.getY());
        }
        event.consume();
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (map.toolProperty().get().filter(tool -> tool.key(event)).isPresent()) {
            event.consume();
            return;
        }
        double dx = view.getWidth() * KEY_PAN;
        double dy = view.getHeight() * KEY_PAN;
        switch (event.getCode()) {
            case LEFT -> map.drag(dx, 0);
            case RIGHT -> map.drag(-dx, 0);
            case UP -> map.drag(0, dy);
            case DOWN -> map.drag(0, -dy);
            case PLUS, ADD, EQUALS -> map.zoom(STEPS_PER_NOTCH);
            case MINUS, SUBTRACT -> map.zoom(-STEPS_PER_NOTCH);
            case SPACE -> map.flicker();
            case BACK_SPACE -> map.previous();
            case ENTER, ESCAPE -> map.drawingProperty().set(false);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private boolean isOnDivider(MouseEvent event) {
        return map.modeProperty().get() == MapMode.SWIPE
                && Math.abs(event.getX()
                                - view.getWidth() * map.dividerProperty().get())
                        <= DIVIDER_REACH;
    }

    /** The place in the viewport's picture under a place on the screen: beside one another, the halves are moved. */
    private double mapPixel(double x) {
        if (map.modeProperty().get() != MapMode.SIDE_BY_SIDE) {
            return x;
        }
        double quarter = Math.rint(view.getWidth() / 4);
        return x < view.getWidth() / 2 ? x + quarter : x - Math.rint(view.getWidth() / 2) + quarter;
    }
}
