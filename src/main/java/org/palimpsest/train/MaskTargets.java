package org.palimpsest.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;

/**
 * What a set of masks shall find in a batch: for each image one mask for each class that its label holds.
 *
 * @param image of each mask, in order
 * @param kind class of each mask: 0 unchanged, 1 changed
 * @param masks 1 inside, {@code [M, 1, H, W]}
 * @param counted 1 where the mask's image is labelled, {@code [M, 1, H, W]}
 */
record MaskTargets(List<Integer> image, List<Integer> kind, NDArray masks, NDArray counted) {
    MaskTargets {
        image = List.copyOf(image);
        kind = List.copyOf(kind);
    }

    /** The masks of a batch; an image without any label has none. */
    static MaskTargets of(NDArray target, NDArray counted) {
        NDArray changed = target.mul(counted);
        NDArray unchanged = counted.sub(changed);
        long batch = target.getShape().get(0);
        float[][] present = {sums(unchanged), sums(changed)};
        List<Integer> images = new ArrayList<>();
        List<Integer> kinds = new ArrayList<>();
        NDList masks = new NDList();
        NDList labelled = new NDList();
        for (int image = 0; image < batch; image++) {
            for (int kind = 0; kind < 2; kind++) {
                if (present[kind][image] > 0) {
                    images.add(image);
                    kinds.add(kind);
                    masks.add((kind == 0 ? unchanged : changed).get("{}:{}", image, image + 1));
                    labelled.add(counted.get("{}:{}", image, image + 1));
                }
            }
        }
        // Without a single label the arrays are never read, but a record wants some.
        return images.isEmpty()
                ? new MaskTargets(images, kinds, target, counted)
                : new MaskTargets(images, kinds, NDArrays.concat(masks), NDArrays.concat(labelled));
    }

    private static float[] sums(NDArray masks) {
        return masks.sum(new int[] {1, 2, 3}).toFloatArray();
    }

    int size() {
        return image.size();
    }

    /** Places in the list of the masks of one image. */
    List<Integer> of(int which) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < image.size(); i++) {
            if (image.get(i) == which) {
                places.add(i);
            }
        }
        return places;
    }
}
