package io.selfscale.engine.state;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** The ledger as JSON. */
final class LedgerCodec {

    private LedgerCodec() {}

    static void write(JsonWriter json, Ledger ledger) {
        json.beginObject();
        json.name("starts").beginArray();
        for (Ledger.Start start : ledger.starts()) {
            json.beginObject();
            json.field("order", start.orderId());
            json.field("pool", start.pool());
            json.field("count", start.count());
            json.field("awaited", start.awaited());
            json.field("expires", start.expiresNanos());
            json.endObject();
        }
        json.endArray();
        json.name("stops").beginArray();
        for (Ledger.Stop stop : ledger.stops()) {
            json.beginObject();
            json.field("order", stop.orderId());
            json.field("pool", stop.pool());
            json.name("replicas").value(stop.replicas());
            json.field("expires", stop.expiresNanos());
            json.endObject();
        }
        json.endArray();
        json.field("next_order", ledger.nextOrder());
        json.name("pauses").beginArray();
        for (Ledger.Pause pause : ledger.pauses()) {
            json.beginObject();
            json.field("pool", pause.pool());
            json.field("refusals", pause.refusals());
            json.field("until", pause.untilNanos());
            json.field("reason", pause.reason());
            json.endObject();
        }
        json.endArray();
        json.endObject();
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
