package io.github.dl4jimagegen.statistics;

import io.github.dl4jimagegen.image.ImageShape;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.jspecify.annotations.Nullable;

/**
 * The matrix of ZCA, which every centred image is multiplied by: it takes away how its values vary together, and
 * changes them as little as that allows. Immutable and thread-safe.
 *
 * <p>The eigenvectors are LAPACK's ({@code dsyevd}), out of the OpenBLAS that ND4J and OpenCV bring along.
 */
public final class Whitening implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int DIGEST_BYTES = 8;

    private final int height;
    private final int width;
    private final int channels;
    private final float[] matrix;
    private transient volatile @Nullable FloatPointer copy;
    private transient volatile @Nullable String digest;

    private Whitening(ImageShape shape, float[] matrix) {
        this.height = shape.height();
        this.width = shape.width();
        this.channels = shape.channels();
        this.matrix = matrix;
    }

    static Whitening of(Covariance covariance, ZcaFormula formula, long images, double epsilon) {
        int values = covariance.shape().length();
        Covariance.refuseIfTooLarge(covariance.shape(), Runtime.getRuntime().maxMemory());
        int axes = formula.axes(values, images);
        try (DoublePointer vectors = new DoublePointer((long) values * values);
                DoublePointer product = new DoublePointer((long) values * values)) {
            double[] variances = decompose(covariance, vectors);
            int first = values - axes; // they are in ascending order
            for (int axis = first; axis < values; axis++) {
                double factor = Math.sqrt(formula.factor(variances[axis], images, epsilon));
                openblas.cblas_dscal(values, factor, vectors.position((long) axis * values), 1);
            }
            openblas.cblas_dsyrk(
                    openblas.CblasRowMajor,
                    openblas.CblasUpper,
                    openblas.CblasTrans,
                    values,
                    axes,
                    1,
                    vectors.position((long) first * values),
                    values,
                    0,
                    product,
                    values);
            vectors.position(0);
            return new Whitening(covariance.shape(), symmetric(product, values));
        }
    }

    String toBase64() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(matrix.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer unused = bytes.asFloatBuffer().put(matrix);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    static Whitening ofBase64(ImageShape shape, String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        long values = (long) shape.length() * shape.length();
        if (bytes.length != values * Float.BYTES) {
            throw new IllegalArgumentException("the ZCA matrix of images of " + shape + " has " + values
                    + " numbers but there are " + bytes.length + " bytes");
        }
        float[] matrix = new float[(int) values];
        FloatBuffer unused = ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(matrix);
        return new Whitening(shape, matrix);
    }

    /** Makes the matrix's eigenvectors the rows of another one, and returns the eigenvalues in ascending order. */
    private static double[] decompose(Covariance covariance, DoublePointer vectors) {
        int values = covariance.shape().length();
        for (int i = 0; i < values; i++) {
            vectors.position((long) i * values + i).put(covariance.row(i));
        }
        try (DoublePointer variances = new DoublePointer(values)) {
            // What is the upper triangle row by row is the lower one column by column, LAPACK's order.
            int failed = openblas.LAPACKE_dsyevd(
                    openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'L', values, vectors.position(0), values, variances);
            if (failed != 0) {
                throw new IllegalStateException("LAPACK found no eigenvectors of the covariance of images of "
                        + covariance.shape() + " (dsyevd returned " + failed + ")");
            }
            double[] ascending = new double[values];
            variances.get(ascending);
            return ascending;
        }
    }

    private static float[] symmetric(DoublePointer upper, int values) {
        float[] full = new float[Math.multiplyExact(values, values)];
        double[] row = new double[values];
        for (int i = 0; i < values; i++) {
            upper.position((long) i * values + i).get(row, i, values - i);
            for (int j = i; j < values; j++) {
                full[i * values + j] = (float) row[j];
                full[j * values + i] = (float) row[j];
            }
        }
        upper.position(0);
        return full;
    }

    /**
     * Returns the shape of the images.
     *
     * @return height, width and channels
     */
    public ImageShape shape() {
        return new ImageShape(height, width, channels);
    }

    /**
     * Returns one element.
     *
     * @param i the number of a value in the centred image: row by row, pixel by pixel, channel by channel
     * @param j the number of a value in the whitened one
     * @return what the one is multiplied by to be part of the other
     */
    public float at(int i, int j) {
        return matrix[i * shape().length() + j];
    }

    /**
     * Multiplies an image by the matrix. For the engine.
     *
     * @param centred the values, row by row, pixel by pixel, channel by channel
     * @param whitened where the product goes, which may not overlap the values
     */
    public void apply(FloatPointer centred, FloatPointer whitened) {
        int values = shape().length();
        openblas.cblas_sgemv(
                openblas.CblasRowMajor,
                openblas.CblasNoTrans,
                values,
                values,
                1,
                nativeMatrix(),
                values,
                centred,
                1,
                0,
                whitened,
                1);
    }

    /** Freed with this object, by the garbage collector. */
    private FloatPointer nativeMatrix() {
        FloatPointer current = copy;
        if (current == null) {
            synchronized (this) {
                current = copy;
                if (current == null) {
                    current = new FloatPointer(matrix);
                    copy = current;
                }
            }
        }
        return current;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Whitening that && shape().equals(that.shape()) && Arrays.equals(matrix, that.matrix);
    }

    @Override
    public int hashCode() {
        return 31 * shape().hashCode() + Arrays.hashCode(matrix);
    }

    /** Returns the shape and the start of the matrix's SHA-256. */
    @Override
    public String toString() {
        return shape() + " " + digest();
    }

    private String digest() {
        String known = digest;
        if (known == null) {
            MessageDigest sha = sha256();
            ByteBuffer row = ByteBuffer.allocate(shape().length() * Float.BYTES);
            for (int start = 0; start < matrix.length; start += shape().length()) {
                FloatBuffer unused = row.asFloatBuffer().put(matrix, start, shape().length());
                sha.update(row.array());
            }
            known = HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
            digest = known;
        }
        return known;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
