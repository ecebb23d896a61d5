package org.palimpsest.app.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScanlineTest {
    private static int alpha(Scanline picture, int x, int y) {
        return picture.pixels()[y * 16 + x] >>> 24;
    }

    @Test
    void fill_coversPixelsByTheirShare_andLeavesHolesOpen() {
        Scanline picture = new Scanline(16, 16);
        double[] shell = {2, 2, 12.5, 2, 12.5, 12, 2, 12, 2, 2};
        double[] hole = {5, 5, 8, 5, 8, 8, 5, 8, 5, 5};
        picture.fill(new double[][] {shell, hole}, 0xFFFFFFFF, 1);
        assertEquals(255, alpha(picture, 3, 3));
        assertEquals(128, alpha(picture, 12, 3), 1);
        assertEquals(0, alpha(picture, 6, 6));
        assertEquals(0, alpha(picture, 13, 3));
        assertEquals(0, alpha(picture, 1, 3));
    }

    @Test
    void fill_isRight_forShapesThatReachOverTheEdges() {
        Scanline picture = new Scanline(16, 16);
        picture.fill(new double[][] {{-50, -50, 8, -50, 8, 70, -50, 70, -50, -50}}, 0xFFFFFFFF, 1);
        assertEquals(255, alpha(picture, 0, 0));
        assertEquals(255, alpha(picture, 7, 15));
        assertEquals(0, alpha(picture, 8, 8));
        picture.fill(new double[][] {{12, -5, 40, -5, 40, 30, 12, 30, 12, -5}}, 0xFFFFFFFF, 1);
        assertEquals(255, alpha(picture, 15, 8));
        assertEquals(0, alpha(picture, 11, 8));
    }

    @Test
    void outline_isAsWideAsAsked_andNoDarkerWherePiecesMeet() {
        Scanline picture = new Scanline(16, 16);
        picture.outline(new double[] {2, 8, 14, 8, 2, 8}, 0xFFFFFFFF, 2);
        assertEquals(255, alpha(picture, 7, 7), 1);
        assertEquals(255, alpha(picture, 7, 8), 1);
        assertEquals(0, alpha(picture, 7, 5));
    }
}
