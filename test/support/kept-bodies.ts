import { readDeliveryBody } from "../../src/store/quarantine.ts";
import type { TestStore } from "./database.ts";

/** The bodies of all deliveries of all workspaces, word for word as they came. */
export async function keptBodies({ database: { system } }: TestStore): Promise<Buffer[]> {
  const { rows } = await system.query<{ id: string; of: string }>("SELECT id, workspace_id AS of FROM deliveries");
  return Promise.all(rows.map(async ({ id, of }) => (await readDeliveryBody(system, of, id))!.body));
}
