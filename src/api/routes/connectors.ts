import { z } from "zod";
import { type Connector, idempotency } from "../../connector/connector.ts";
import { ConnectorList } from "../contract/connection.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";

/** The connectors there are, with everything a settings form needs. */
export function connectorRoutes({ connectors }: ApiDeps): Route[] {
  let items: unknown[] | undefined;
  return [
    route(
      {
        method: "get",
        path: "/v1/connectors",
        tag: "connections",
        summary: "List the products that can be connected",
        needs: READERS,
        answer: ConnectorList,
      },
      async () => {
        items ??= [...connectors.values()].map(viewOf);
        return { items };
      },
    ),
  ];
}

function viewOf(connector: Connector): unknown {
  const { id, title, docs, simulated, source, secrets, settings, actions } = connector;
  return {
    id,
    title,
    docs,
    simulated: simulated === true,
    takesAlerts: source !== undefined,
    secrets: secrets.map((secret) => ({
      ...secret,
      optional: secret.optional !== undefined && secret.optional !== false,
    })),
    settings: z.toJSONSchema(settings, { io: "input", unrepresentable: "any" }),
    actions: actions.map((action) => ({
      capability: action.capability.id,
      title: action.capability.title,
      effect: action.capability.effect,
      docs: action.docs,
      permissions: action.permissions,
      idempotent: idempotency(action),
      readBack: action.readBack !== undefined,
    })),
  };
}
