package io.selfscale.engine.state;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.supply.Spending;
import io.selfscale.engine.supply.StartupTimes;
import io.selfscale.engine.supply.Supply;

/** What is remembered of the pools, as JSON. */
final class SupplyCodec {

    private SupplyCodec() {}

    static void write(JsonWriter json, Supply supply) {
        json.beginObject();
        json.name("startups").beginArray();
        for (StartupTimes times : supply.startups()) {
            json.beginObject();
            json.field("pool", times.pool());
            json.name("millis").value(times.millis());
            json.endObject();
        }
        json.endArray();
        json.field("month", supply.spending().month());
        json.field("spent", supply.spending().spent());
        json.field("per_hour", supply.spending().perHour());
        json.endObject();
    }

    static Supply decode(JsonObject json) {
        return new Supply(
                json.objects("startups").stream()
                        .map(item -> new StartupTimes(
                                item.string("pool"),
                                item.integers("millis").stream()
                                        .map(Math::toIntExact)
                                        .toList()))
                        .toList(),
                new Spending(json.count("month"), json.number("spent"), json.number("per_hour")));
    }
}
