import { z } from "zod";
import { capabilities } from "../../connector/capabilities/catalog.ts";
import { actionsOf } from "../../connector/connector.ts";
import { DESCRIBED_FUNCTIONS } from "../../expression/described.ts";
import { incidentSchema, incidentSchemaVersion } from "../../playbook/incident-schema.ts";
import { playbookJsonSchema } from "../../playbook/json-schema.ts";
import type { Program } from "../../playbook/program.ts";
import { connectionsOf } from "../../store/connection.ts";
import { playbooksInForce, taxonomyInForce } from "../../store/content.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { readTaxonomy } from "../../taxonomy/stored.ts";
import { PlaybookLanguage } from "../contract/playbook-editor.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";

/** What can be written in a playbook here: the language, and the names of this workspace; and its JSON Schema alone, as editors take it. */
export function playbookLanguageRoutes(deps: ApiDeps): Route[] {
  return [language(deps), schema()];
}

function schema(): Route {
  const path = "/v1/playbook-language/schema.json";
  const summary = "Read the JSON Schema (draft 2020-12) of playbook.yaml, for editors";
  const answer = z.record(z.string(), z.unknown());
  return route({ method: "get", path, tag: "playbooks", summary, needs: READERS, answer }, async () =>
    playbookJsonSchema(),
  );
}

function language({ database, connectors }: ApiDeps): Route {
  const path = "/v1/playbook-language";
  const summary = "Read what can be written in a playbook: its JSON Schema, fields, functions, capabilities, names";
  return route(
    { method: "get", path, tag: "playbooks", summary, needs: READERS, answer: PlaybookLanguage },
    ({ caller: { workspaceId } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const { incident, current } = incidentSchema(incidentSchemaVersion().version);
        const byCapability = await connectionsByCapability(client, workspaceId, connectors);
        const inForce = await playbooksInForce(client, workspaceId);
        // One that an older Cordon wrote and this one cannot read names no types.
        const taxonomy = readTaxonomy((await taxonomyInForce(client, workspaceId))?.content);
        return {
          ...{ schema: playbookJsonSchema(), incident, current, functions: DESCRIBED_FUNCTIONS },
          capabilities: describedCapabilities().map((one) => ({
            ...one,
            connections: byCapability.get(one.id) ?? [],
          })),
          playbooks: inForce.map(({ name, program }) => {
            const { title = name, called = false } = program as Partial<Program>;
            return { name, title, called };
          }),
          incidentTypes: taxonomy?.types.map(({ id }) => id) ?? [],
        };
      }),
  );
}

type Described = Omit<PlaybookLanguage["capabilities"][number], "connections">;
let described: Described[] | undefined;

/** Made once: they are the same for everybody. */
function describedCapabilities(): Described[] {
  described ??= [...capabilities.values()].map(({ id, title, effect, reversal, target, input, output }) => ({
    ...{ id, title, effect, reversal: reversal ?? null, target: target?.field ?? null },
    input: z.toJSONSchema(input, { io: "input", unrepresentable: "any" }),
    output: z.toJSONSchema(output, { unrepresentable: "any" }),
  }));
  return described;
}

async function connectionsByCapability(
  client: Client,
  workspaceId: string,
  connectors: ApiDeps["connectors"],
): Promise<Map<string, string[]>> {
  const by = new Map<string, string[]>();
  for (const { name, connector: id, settings } of await connectionsOf(client, workspaceId)) {
    const connector = connectors.get(id);
    for (const { capability } of connector === undefined ? [] : actionsOf(connector, settings))
      by.set(capability.id, [...(by.get(capability.id) ?? []), name]);
  }
  return by;
}
