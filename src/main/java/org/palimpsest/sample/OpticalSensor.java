package org.palimpsest.sample;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A multispectral camera: blurs the ground with its point-spread function, looks through the air, adds noise and counts.
 *
 * <p>The point-spread function is a Gaussian of 0.42 pixel. Noise has a part that grows with the signal (photons), a part that
 * does not (electronics) and a small fixed pattern along the columns of the detector.
 */
final class OpticalSensor {
    private static final double PSF_SIGMA = 0.42;
    private static final double PSF_REACH = 1.3;
    private static final double READ_NOISE = 0.00055;
    private static final double SHOT_NOISE = 0.0000075;
    private static final double COLUMN_PATTERN = 0.0011;
    private static final int SCALE = 10_000;
    private static final int TABLE = 512;

    private final Atmosphere atmosphere;
    private final Swath swath;
    private final GroundPoint pointingError;
    private final long seed;
    private final double[] weightOfSquare = new double[TABLE + 1];

    /**
     * Describes a pass.
     *
     * @param pointingError by how many metres east and north the image's coordinates are wrong
     */
    OpticalSensor(Atmosphere atmosphere, Swath swath, GroundPoint pointingError, long seed) {
        this.atmosphere = atmosphere;
        this.swath = swath;
        this.pointingError = pointingError;
        this.seed = seed;
        for (int i = 0; i <= TABLE; i++) {
            double square = PSF_REACH * PSF_REACH * i / TABLE;
            weightOfSquare[i] = StrictMath.exp(-square / (2 * PSF_SIGMA * PSF_SIGMA));
        }
    }

    /** Takes the picture of a lit canvas on a grid. */
    OpticalImage observe(GroundCanvas canvas, ImageGrid grid, GridToGround toGround) {
        short[][] bands = new short[Spectrum.BANDS][Math.multiplyExact(grid.width(), grid.height())];
        GroundNoise air = new GroundNoise(PositionHash.mix(seed, 81));
        IntStream.range(0, grid.height()).parallel().forEach(row -> {
            SplittableRandom random = new SplittableRandom(PositionHash.mix(seed, 82, row));
            double[] sum = new double[Spectrum.BANDS];
            for (int column = 0; column < grid.width(); column++) {
                GroundPoint place = toGround.ground(column, row);
                double x = place.x() - pointingError.x();
                double y = place.y() - pointingError.y();
                if (!swath.contains(x, y) || !gather(canvas, x, y, grid.pixelSize(), sum)) {
                    continue;
                }
                double density = 1 + 0.3 * air.fractal(x / 1300, y / 1300, 3);
                for (int band = 0; band < Spectrum.BANDS; band++) {
                    double value = atmosphere.measured(band, sum[band], density);
                    double noise = StrictMath.sqrt(READ_NOISE * READ_NOISE + SHOT_NOISE * Math.max(0, value));
                    double pattern =
                            COLUMN_PATTERN * (PositionHash.unit(PositionHash.mix(seed, column, band), 83) - 0.5);
                    value = value * (1 + pattern) + noise * gaussian(random);
                    bands[band][row * grid.width() + column] = count(value);
                }
            }
        });
        return new OpticalImage(grid, bands);
    }

    /** Sums the canvas under the point-spread function; false where the canvas ends. */
    private boolean gather(GroundCanvas canvas, double x, double y, double pixel, double[] sum) {
        double reach = PSF_REACH * pixel;
        int firstColumn = (int) Math.ceil(canvas.columnOf(x - reach));
        int lastColumn = (int) Math.floor(canvas.columnOf(x + reach));
        int firstRow = (int) Math.ceil(canvas.rowOf(y + reach));
        int lastRow = (int) Math.floor(canvas.rowOf(y - reach));
        if (firstColumn < 0 || firstRow < 0 || lastColumn >= canvas.width() || lastRow >= canvas.height()) {
            return false;
        }
        double total = 0;
        Arrays.fill(sum, 0);
        for (int row = firstRow; row <= lastRow; row++) {
            double dy = (canvas.y(row) - y) / pixel;
            for (int column = firstColumn; column <= lastColumn; column++) {
                double dx = (canvas.x(column) - x) / pixel;
                double square = (dx * dx + dy * dy) / (PSF_REACH * PSF_REACH);
                if (square >= 1) {
                    continue;
                }
                double weight = weightOfSquare[(int) (square * TABLE)];
                int index = canvas.index(column, row);
                for (int band = 0; band < Spectrum.BANDS; band++) {
                    sum[band] += weight * canvas.band(band)[index];
                }
                total += weight;
            }
        }
        for (int band = 0; band < Spectrum.BANDS; band++) {
            sum[band] /= total;
        }
        return true;
    }

    private static short count(double reflectance) {
        return (short) Math.max(1, Math.min(65_535, Math.round(reflectance * SCALE)));
    }

    /** Returns a normal number (Box and Muller, 1958). */
    private static double gaussian(SplittableRandom random) {
        double u = 1 - random.nextDouble();
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
}
