package io.selfscale.adapter.simulation.tune;

import java.util.List;

/**
 * A value for each parameter.
 *
 * @param values in the order of the parameters; copied
 */
public record Point(List<Double> values) {

    public Point {
        values = List.copyOf(values);
    }

    /** Returns the point of what is given. */
    public static Point given(List<Parameter> parameters) {
        return new Point(parameters.stream().map(Parameter::given).toList());
    }

    /** Returns the value of a parameter. */
    public double value(int parameter) {
        return values.get(parameter);
    }

    /** Returns this with another value of one parameter. */
    Point with(int parameter, double value) {
        Double[] changed = values.toArray(new Double[0]);
        changed[parameter] = value;
        return new Point(List.of(changed));
    }

    static Point at(List<Parameter> parameters, double[] units) {
        Double[] values = new Double[units.length];
        for (int i = 0; i < units.length; i++) {
            values[i] = parameters.get(i).at(units[i]);
        }
        return new Point(List.of(values));
    }

    double[] units(List<Parameter> parameters) {
        double[] units = new double[values.size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = parameters.get(i).unit(values.get(i));
        }
        return units;
    }
}
