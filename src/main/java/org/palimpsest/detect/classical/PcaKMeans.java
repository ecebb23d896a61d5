package org.palimpsest.detect.classical;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Parameter;

/**
 * Describes the surroundings of each pixel of the difference picture by a few principal components and parts them in two
 * clusters, changed and unchanged.
 *
 * <p>T. Celik, "Unsupervised change detection in satellite images using principal component analysis and k-means clustering",
 * IEEE Geoscience and Remote Sensing Letters 6(4), 2009. The difference picture is the length of the change vectors, so any
 * number of bands will do. What is nearer to the unchanged cluster is never called changed; where the changed one holds mostly
 * season and shade, as it does where change is rare, the threshold may lie higher.
 */
public final class PcaKMeans implements Detector {
    private static final String BLOCK = "block";
    private static final String VARIANCE = "variance";
    private static final String SEED = "seed";
    /** Pixels that are clustered; two centres are known well from far fewer. */
    private static final int SAMPLE = 1 << 18;

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "pca-kmeans",
                "PCA and k-means",
                "Sorts the surroundings of each pixel of the difference picture into changed and unchanged ones.",
                2009,
                "T. Celik, Unsupervised change detection in satellite images using principal component analysis and k-means"
                        + " clustering, IEEE Geoscience and Remote Sensing Letters 6(4), 2009",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(DetectorCard.SensorPair.OPTICAL),
                1,
                "auto:0.5");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Whole(
                        BLOCK,
                        "Block",
                        "px",
                        2,
                        9,
                        4,
                        "Side of the square around each pixel that is looked at; on a grid of longitude and latitude as many columns and"
                                + " rows as make it square on the ground."),
                new Parameter.Real(
                        VARIANCE,
                        "Variance kept",
                        "",
                        0.5,
                        1,
                        0.9,
                        "As many principal components are kept as hold this part of the blocks' variance."),
                new Parameter.Whole(
                        SEED,
                        "Seed",
                        "",
                        0,
                        Integer.MAX_VALUE,
                        1,
                        "Chooses the sample of pixels that large scenes are clustered by."));
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        Bands.requireEqual(input.pair());
        int block = input.settings().whole(BLOCK);
        GroundPixel pixel = GroundPixel.of(input.pair().grid(), input.pair().extent());
        int columns = pixel.columns(block);
        int rows = pixel.rows(block);
        AffineVariates variates = ChangeVectors.standardised(
                BandMoments.ofScene(input), input.pair().beforeBands());
        BandMoments blocks = new BandMoments(rows * columns);
        FitTiles.scan(
                input,
                "Principal components of blocks",
                tile -> blocks(new DifferencePicture(variates, tile), columns, rows),
                blocks::add);
        if (blocks.count() == 0) {
            throw new BadInputException("The area holds no block of " + columns + " x " + rows
                    + " observed pixels. Choose a smaller block or a larger area.");
        }
        BlockFeatures features = new BlockFeatures(
                columns,
                rows,
                components(blocks, rows * columns, input.settings().real(VARIANCE)));
        PixelSample sample = new PixelSample(features.count() + 1, SAMPLE);
        long seed = input.settings().whole(SEED);
        FitTiles.scan(
                input,
                "Sample of surroundings",
                features.reach(),
                tile -> features.sample(new DifferencePicture(variates, tile), seed, sample.limit()),
                part -> sample.add(part.samples(), part.draws()));
        double[][] centres = TwoMeans.of(sample.samples(), sample.size());
        return new PcaKMeansModel(variates, features, centres[0], centres[1]);
    }

    /** The moments of the tile's blocks side by side, from its corner on, that hold no invalid pixel. */
    private static BandMoments blocks(DifferencePicture picture, int columns, int rows) {
        int across = picture.width() / columns;
        int down = picture.height() / rows;
        float[][] samples = new float[rows * columns][across * down];
        int count = 0;
        for (int by = 0; by < down; by++) {
            for (int bx = 0; bx < across; bx++) {
                boolean whole = true;
                for (int i = 0; i < rows * columns && whole; i++) {
                    int pixel = (by * rows + i / columns) * picture.width() + bx * columns + i % columns;
                    whole = picture.valid()[pixel];
                    samples[i][count] = picture.lengths()[pixel];
                }
                if (whole) {
                    count++;
                }
            }
        }
        return BandMoments.of(samples, count, new float[0]);
    }

    /** The eigenvectors of the blocks' covariance, largest variance first, until {@code part} of the variance is held. */
    private static double[][] components(BandMoments blocks, int size, double part) {
        DMatrixRMaj covariance = new DMatrixRMaj(size, size);
        double total = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                covariance.set(i, j, blocks.covariance(i, j));
            }
            total += blocks.covariance(i, i);
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = Whitening.eigen(covariance);
        List<Integer> order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer k) -> -eigen.getEigenvalue(k).getReal()))
                .toList();
        double[][] components = new double[size][];
        int kept = 0;
        double held = 0;
        while (kept < size && (kept == 0 || held < part * total)) {
            held += eigen.getEigenvalue(order.get(kept)).getReal();
            components[kept] = eigen.getEigenVector(order.get(kept)).getData().clone();
            kept++;
        }
        return Arrays.copyOf(components, kept);
    }
}
