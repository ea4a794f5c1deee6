import type { Keyring } from "../../connector/keyring.ts";
import { rewrap } from "../../connector/seal.ts";
import { isCordonError, RefusedError } from "../../errors.ts";
import { resealAuditKeys } from "../../store/audit-signing.ts";
import { resealConnections } from "../../store/connection.ts";
import { transaction } from "../../store/database.ts";
import { resealProvider } from "../../store/identity-provider.ts";
import { resealModelSettings } from "../../store/model-settings.ts";
import { resealTotp } from "../../store/second-factor.ts";
import { Resealed } from "../contract/connection.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, type Route, route } from "../door.ts";

/** After a new key was put first: every connection's secrets, people's and what audit logs sign with under it, so that the old key can go. Once more changes nothing. */
export function resealRoute({ database, keyring }: ApiDeps): Route {
  const summary = "Seal the secrets of all connections, of every workspace, with the key that stands first";
  return route(
    {
      method: "post",
      path: "/v1/connections/reseal",
      tag: "connections",
      summary,
      needs: ADMINS,
      recent: true,
      answer: Resealed,
    },
    ({ caller, actor }) =>
      transaction(database.system, async (client) => {
        await resealAuditKeys(client, (sealed) => rewrap(keyring, sealed));
        await resealTotp(client, (sealed) => rewrap(keyring, sealed));
        await resealProvider(client, (sealed) => rewrap(keyring, sealed));
        await resealModelSettings(client, (sealed) => rewrap(keyring, sealed));
        return resealConnections(
          client,
          (sealed, { workspaceId, name }) =>
            rewrapNamed(keyring, sealed, workspaceId === caller.workspaceId ? name : null),
          actor,
        );
      }),
  );
}

/** What does not open says whose it is, for its secrets have to be entered again; a null name is not the caller's to know. */
function rewrapNamed(keyring: Keyring, sealed: Buffer, name: string | null): Buffer {
  try {
    return rewrap(keyring, sealed);
  } catch (error) {
    if (!isCordonError(error)) throw error;
    const whose = name === null ? "A connection of another workspace" : `Connection "${name}"`;
    throw new RefusedError(error.code, `${whose}: ${error.message} Nothing was changed.`, {
      cause: error,
      details: { ...error.details, connection: name },
    });
  }
}
