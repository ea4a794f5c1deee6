/** The identity provider of the installation, with its client's secret sealed. For the system role. */
import { IdentityProvider } from "../model/identity-provider.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export interface StoredProvider {
  settings: IdentityProvider;
  sealed: Buffer;
  signOutAt: string | null;
  changedBy: string;
  changedAt: Date;
}

/** The provider; null when there is none. */
export async function readProvider(client: Queryable): Promise<StoredProvider | null> {
  const found = await client.query<StoredProvider>(
    `SELECT settings, sealed, sign_out_at AS "signOutAt", changed_by AS "changedBy", changed_at AS "changedAt" FROM identity_provider`,
  );
  const [row] = found.rows;
  return row === undefined ? null : { ...row, settings: IdentityProvider.parse(row.settings) };
}

/** Sets the provider, in place of the one before; in the record of the workspace from which it was done. */
export async function saveProvider(
  client: Client,
  workspaceId: string,
  { settings, sealed, signOutAt, by }: Pick<StoredProvider, "settings" | "sealed" | "signOutAt"> & { by: string },
): Promise<void> {
  await client.query(
    `INSERT INTO identity_provider (settings, sealed, sign_out_at, changed_by) VALUES ($1, $2, $3, $4)
     ON CONFLICT (one) DO UPDATE SET settings = excluded.settings, sealed = excluded.sealed, sign_out_at = excluded.sign_out_at,
       changed_by = excluded.changed_by, changed_at = now()`,
    [pgJson(settings), sealed, signOutAt, by],
  );
  const { issuer, ...details } = settings;
  await audit(client, workspaceId, { by, action: "identity-provider-set", issuer, details });
}

/** Takes the provider away, with its secret; whom it meant by whom stays known. False when there was none. */
export async function removeProvider(client: Client, workspaceId: string, by: string): Promise<boolean> {
  const removed = await client.query<{ issuer: string }>(
    "DELETE FROM identity_provider RETURNING settings->>'issuer' AS issuer",
  );
  const issuer = removed.rows[0]?.issuer;
  if (issuer === undefined) return false;
  await audit(client, workspaceId, { by, action: "identity-provider-removed", issuer, details: {} });
  return true;
}

/** The sealed secret, put through `rewrap`. */
export async function resealProvider(client: Client, rewrap: (sealed: Buffer) => Buffer): Promise<void> {
  const found = await client.query<{ sealed: Buffer }>("SELECT sealed FROM identity_provider FOR UPDATE");
  for (const { sealed } of found.rows) await client.query("UPDATE identity_provider SET sealed = $1", [rewrap(sealed)]);
}

async function audit(
  client: Client,
  workspaceId: string,
  { by, action, issuer, details }: { by: string; action: string; issuer: string; details: object },
): Promise<void> {
  const subject = { subjectType: "identity-provider", subjectId: issuer, details: { ...details } };
  await appendAudit(client, [{ workspaceId, actor: by, action, ...subject }]);
}
