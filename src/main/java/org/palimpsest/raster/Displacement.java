package org.palimpsest.raster;

/**
 * By how much the content of a raster lies off its place, in pixels of the grid onto which it is brought.
 *
 * <p>Immutable and safe from many threads; a place's displacement depends on the place alone.
 */
public interface Displacement {
    /** Everything lies where it should. */
    Displacement NONE = new Displacement() {
        @Override
        public double dx(double column, double row) {
            return 0;
        }

        @Override
        public double dy(double column, double row) {
            return 0;
        }

        @Override
        public boolean isAffine() {
            return true;
        }
    };

    /** Pixels by which what belongs at a fractional column and row lies too far right. */
    double dx(double column, double row);

    /** Pixels by which it lies too far down. */
    double dy(double column, double row);

    /** Tells whether three places say everything. */
    boolean isAffine();
}
