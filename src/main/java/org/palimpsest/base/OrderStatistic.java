package org.palimpsest.base;

/** The number that would stand at a place if all were sorted, found without sorting them: Hoare's selection (1961). */
public final class OrderStatistic {
    private OrderStatistic() {}

    /**
     * The number at a place.
     *
     * @param values without NaN; their order is changed
     * @param count how many of them count, from the first on
     * @param place 0 for the smallest, to {@code count} - 1
     */
    public static double of(double[] values, int count, int place) {
        int from = 0;
        int to = count - 1;
        while (from < to) {
            double pivot = values[(from + to) >>> 1];
            int i = from;
            int j = to;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double kept = values[i];
                    values[i++] = values[j];
                    values[j--] = kept;
                }
            }
            if (place <= j) {
                to = j;
            } else if (place >= i) {
                from = i;
            } else {
                return values[place];
            }
        }
        return values[place];
    }
}
