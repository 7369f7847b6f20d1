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
            item.put("count", start.count());
            item.put("awaited", start.awaited());
            item.put("expires", start.expiresNanos());
            starts.add(item);
        }
        List<Object> stops = new ArrayList<>();
        for (Ledger.Stop stop : ledger.stops()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("order", stop.orderId());
            item.put("replicas", stop.replicas());
            item.put("expires", stop.expiresNanos());
            stops.add(item);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("starts", starts);
        json.put("stops", stops);
        json.put("next_order", ledger.nextOrder());
        json.put("refusals", ledger.refusals());
        json.put("paused_until", ledger.pausedUntilNanos());
        return json;
    }

    static Ledger decode(JsonObject json) {
        return new Ledger(
                json.objects("starts").stream()
                        .map(item -> new Ledger.Start(
                                item.string("order"),
                                item.count("count"),
                                item.count("awaited"),
                                item.integer("expires")))
                        .toList(),
                json.objects("stops").stream()
                        .map(item -> new Ledger.Stop(
                                item.string("order"), item.strings("replicas"), item.integer("expires")))
                        .toList(),
                json.integer("next_order"),
                json.count("refusals"),
                json.integer("paused_until"));
    }
}
