/** Ties a Cordon to the range: connections, secrets, and what the company knows of its own people and machines. */
import type { Config } from "../src/config.ts";
import type { Connector } from "../src/connector/connector.ts";
import { checkConnection } from "../src/connector/invoke.ts";
import { readKeyring } from "../src/connector/keyring.ts";
import { sealContext, sealSecrets } from "../src/connector/seal.ts";
import { DefectError } from "../src/errors.ts";
import { newId } from "../src/ids.ts";
import type { Serving } from "../src/serve.ts";
import { saveConnection } from "../src/store/connection.ts";
import { transaction } from "../src/store/database.ts";
import { importInventory } from "../src/store/inventory.ts";
import { partConnections, sourceConnections } from "./connections.ts";
import { companyInventory } from "./inventory.ts";
import type { Range } from "./start.ts";

/** Adds or renews every connection of the range, and imports its inventory. */
export async function connectAll(
  serving: Pick<Serving, "cordon" | "workspaceId">,
  range: Range,
  connectors: ReadonlyMap<string, Connector>,
  config: Config,
): Promise<void> {
  const keyring = readKeyring(config);
  const { workspaceId, cordon } = serving;
  const specs = [...partConnections(range), ...(await sourceConnections())];
  await transaction(cordon.database.system, async (client) => {
    for (const { name, connector: id, settings, secrets } of specs) {
      const connector = connectors.get(id);
      if (connector === undefined)
        throw new DefectError("range.no-connector", `The connector ${id} that the range needs is not installed.`);
      checkConnection(connector, settings, secrets);
      const secretNames = Object.keys(secrets);
      const seal = (connection: string) =>
        secretNames.length === 0 ? null : sealSecrets(keyring, sealContext(workspaceId, connection), secrets);
      await saveConnection(client, workspaceId, { name, connector: id, settings, secretNames, seal, by: "system" });
    }
    await importInventory(
      client,
      workspaceId,
      companyInventory().map((entity) => ({ ...entity, id: newId() })),
    );
  });
  cordon.content.invalidate(workspaceId);
}
