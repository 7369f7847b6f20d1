package io.selfscale.adapter.simulation.trace;

import de.siegmar.fastcsv.reader.CsvRecord;

/** Checks and collects the rows of one kind of trace. */
sealed interface TraceRows permits RequestRows, RateRows {

    /** Adds a row that has all fields. */
    void add(CsvRecord row);

    /** Returns the number of rows so far. */
    int size();

    /** Returns what they add up to; there is at least one. */
    Trace toTrace();
}
