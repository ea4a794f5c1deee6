import { readRaw } from "../../store/alert-read.ts";
import { inWorkspace } from "../../store/database.ts";
import { alertsOfDelivery, unreadOfDelivery } from "../../store/delivery-outcome.ts";
import { listDeliveries } from "../../store/delivery-read.ts";
import { someHidden } from "../../store/restriction.ts";
import { notFound } from "../authenticate.ts";
import { DeliveryDetail, DeliveryPage, deliveryQuery } from "../contract/delivery.ts";
import { idParams } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { quarantineRoutes } from "./quarantine.ts";

const tag = "deliveries";

/** What came by the connections, word for word, and what became of it; with what could not be read. */
export function deliveryRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), ...quarantineRoutes(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List what came, newest first, with how much of it became alerts";
  return route(
    { method: "get", path: "/v1/deliveries", tag, summary, needs: READERS, query: deliveryQuery, answer: DeliveryPage },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listDeliveries(client, workspaceId, filter, { limit, cursor })),
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Say what became of each part of a delivery, with the delivery itself";
  const answer = DeliveryDetail;
  return route(
    { method: "get", path: "/v1/deliveries/{id}", tag, summary, needs: READERS, params: idParams, answer },
    ({ caller: { workspaceId }, params: { id } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const raw = await readRaw(client, workspaceId, id, 0);
        const outcomes = await alertsOfDelivery(client, workspaceId, id);
        const unread = await unreadOfDelivery(client, workspaceId, id);
        if (raw === null && outcomes.length + unread.length === 0) throw notFound("delivery", id);
        // Of a message it is not known of which incidents it speaks.
        return { outcomes, unread, raw: (await someHidden(client)) ? null : raw };
      }),
  );
}
