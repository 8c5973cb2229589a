package io.github.dl4jimagegen.statistics;

/** What ZCA divides the values by along each principal axis, whose variance is λ. */
public enum ZcaFormula {
    /**
     * By √(λ + ε), for every axis: ε is a variance. Whitened values have variance λ / (λ + ε), so 1 where ε is small. The
     * usual formula, and that of keras_preprocessing up to 1.1.2. With fewer images than values in an image some axes
     * have no variance at all, and what lies along them is multiplied by 1 / √ε.
     */
    STANDARD {
        @Override
        double factor(double variance, long images, double epsilon) {
            return 1 / Math.sqrt(Math.max(0, variance) + epsilon);
        }

        @Override
        int axes(int values, long images) {
            return values;
        }
    },
    /**
     * By √λ + ε / √n, where n is the number of images, for as many axes as there are images: that of Keras 3, which adds ε
     * to the singular values of the data. Its ε means another thing for another number of images.
     */
    KERAS_3 {
        @Override
        double factor(double variance, long images, double epsilon) {
            double root = Math.sqrt((double) images);
            return root / (root * Math.sqrt(Math.max(0, variance)) + epsilon);
        }

        @Override
        int axes(int values, long images) {
            return (int) Math.min(values, images);
        }
    };

    /** Returns what values are multiplied by along an axis. */
    abstract double factor(double variance, long images, double epsilon);

    /** Returns how many axes are kept, those of the largest variances. */
    abstract int axes(int values, long images);
}
