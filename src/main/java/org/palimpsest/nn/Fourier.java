package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Two-dimensional Fourier transforms over the last two spatial axes, orthonormal ({@code norm="ortho"}).
 *
 * <p>Complex arrays are real ones with a last axis of two, real and imaginary part.
 */
public final class Fourier {
    private Fourier() {}

    /** Real {@code [..., H, W]} to complex {@code [..., H, W, 2]}. */
    public static NDArray forward(NDArray real) {
        return OpPack.call("fft2", real);
    }

    /** Complex {@code [..., H, W, 2]} to complex. */
    public static NDArray forwardComplex(NDArray complex) {
        return OpPack.call("fft2_complex", complex);
    }

    /** Complex {@code [..., H, W, 2]} to the real part of its inverse {@code [..., H, W]}. */
    public static NDArray inverseReal(NDArray complex) {
        return OpPack.call("ifft2_real", complex);
    }

    /** Complex {@code [..., H, W, 2]} to the complex inverse. */
    public static NDArray inverseComplex(NDArray complex) {
        return OpPack.call("ifft2_complex", complex);
    }

    /** Real {@code [..., H, W]} to the half spectrum {@code [..., H, W / 2 + 1, 2]}. */
    public static NDArray half(NDArray real) {
        return OpPack.call("rfft2", real);
    }

    /** Half spectrum {@code [..., H, W / 2 + 1, 2]} to real {@code [..., H, width]}; H comes from the spectrum. */
    public static NDArray fromHalf(NDArray halfSpectrum, long width) {
        Shape shape = halfSpectrum.getShape();
        return OpPack.call("irfft2", new long[] {shape.get(shape.dimension() - 3), width}, halfSpectrum);
    }
}
