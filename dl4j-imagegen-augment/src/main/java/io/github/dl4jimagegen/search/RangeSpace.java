package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.image.Range;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Ranges about a centre that differ in how wide they are: one parameter for both ends, as for rotations of up to so many
 * degrees to either side, or brightness of 1 plus or minus so much. Not thread-safe, like all parameter spaces.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // Arbiter's signatures
public final class RangeSpace extends AbstractParameterSpace<Range> {

    private final double centre;
    private final ParameterSpace<Double> spread;

    @JsonCreator
    private RangeSpace(@JsonProperty("centre") double centre, @JsonProperty("spread") ParameterSpace<Double> spread) {
        this.centre = centre;
        this.spread = spread;
    }

    /**
     * Returns ranges from centre - spread to centre + spread.
     *
     * @param centre the middle, for instance 0 degrees
     * @param spread how far to either side, not negative
     * @return a space with the parameters of the spread
     */
    public static RangeSpace around(double centre, ParameterSpace<Double> spread) {
        return new RangeSpace(centre, spread);
    }

    @Override
    public Range getValue(double[] parameterValues) {
        double width = spread.getValue(parameterValues);
        return Range.of(centre - width, centre + width);
    }

    @Override
    public int numParameters() {
        return spread.numParameters();
    }

    @Override
    public List<ParameterSpace> collectLeaves() {
        return spread.collectLeaves();
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        spread.setIndices(indices);
    }

    @Override
    public String toString() {
        return centre + " +- " + spread;
    }
}
