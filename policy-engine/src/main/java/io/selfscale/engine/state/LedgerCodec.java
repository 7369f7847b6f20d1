package io.selfscale.engine.state;

import io.selfscale.engine.codec.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ledger as JSON. */
final class LedgerCodec {

    private LedgerCodec() {}

    static Map<String, Object> encode(Ledger ledger) {
        List<Object> starts = new ArrayList<>();
        for (Ledger.Start start : ledger.starts()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("order", start.orderId());
            item.put("pool", start.pool());
            item.put("count", start.count());
            item.put("awaited", start.awaited());
            item.put("expires", start.expiresNanos());
            starts.add(item);
        }
        List<Object> stops = new ArrayList<>();
        for (Ledger.Stop stop : ledger.stops()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("order", stop.orderId());
            item.put("pool", stop.pool());
            item.put("replicas", stop.replicas());
            item.put("expires", stop.expiresNanos());
            stops.add(item);
        }
        List<Object> pauses = new ArrayList<>();
        for (Ledger.Pause pause : ledger.pauses()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("pool", pause.pool());
            item.put("refusals", pause.refusals());
            item.put("until", pause.untilNanos());
            item.put("reason", pause.reason());
            pauses.add(item);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("starts", starts);
        json.put("stops", stops);
        json.put("next_order", ledger.nextOrder());
        json.put("pauses", pauses);
        return json;
    }

    /**
     * Returns the ledger that was written.
     *
     * @param firstPool the pool of entries written by a version that knew one pool only
     */
    static Ledger decode(JsonObject json, String firstPool) {
        List<Ledger.Pause> pauses = new ArrayList<>();
        if (json.has("pauses")) {
            json.objects("pauses")
                    .forEach(item -> pauses.add(new Ledger.Pause(
                            item.string("pool"),
                            item.count("refusals"),
                            item.integer("until"),
                            item.string("reason"))));
        } else if (json.count("refusals") > 0) {
            pauses.add(new Ledger.Pause(firstPool, json.count("refusals"), json.integer("paused_until"), ""));
        }
        return new Ledger(
                json.objects("starts").stream()
                        .map(item -> new Ledger.Start(
                                item.string("order"),
                                item.has("pool") ? item.string("pool") : firstPool,
                                item.count("count"),
                                item.count("awaited"),
                                item.integer("expires")))
                        .toList(),
                json.objects("stops").stream()
                        .map(item -> new Ledger.Stop(
                                item.string("order"),
                                item.has("pool") ? item.string("pool") : firstPool,
                                item.strings("replicas"),
                                item.integer("expires")))
                        .toList(),
                json.integer("next_order"),
                pauses);
    }
}
