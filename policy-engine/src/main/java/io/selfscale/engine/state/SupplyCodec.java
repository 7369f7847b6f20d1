package io.selfscale.engine.state;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.supply.Spending;
import io.selfscale.engine.supply.StartupTimes;
import io.selfscale.engine.supply.Supply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is remembered of the pools, as JSON. */
final class SupplyCodec {

    private SupplyCodec() {}

    static Map<String, Object> encode(Supply supply) {
        List<Object> startups = new ArrayList<>();
        for (StartupTimes times : supply.startups()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("pool", times.pool());
            item.put("millis", times.millis());
            startups.add(item);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("startups", startups);
        json.put("month", supply.spending().month());
        json.put("spent", supply.spending().spent());
        json.put("per_hour", supply.spending().perHour());
        return json;
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
