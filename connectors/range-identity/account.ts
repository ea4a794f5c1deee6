/** An account as the range's identity provider shows it. */
import { z } from "zod";
import { askBearerApi, pathPart } from "../../src/connector/bearer-api.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import type { Settings } from "./settings.ts";

const Account = z.object({
  id: z.string(),
  status: z.enum(["ACTIVE", "SUSPENDED"]),
  statusChanged: z.string().nullish(),
  profile: z.object({ login: z.string(), displayName: z.string() }),
  groups: z.array(z.string()),
  sessions: z.number().int(),
  passwordChangeRequired: z.boolean().default(false),
});
export type Account = z.output<typeof Account>;

/** By id, login or domain account; undefined when there is none. `GET /api/v1/users/{id}`. */
export async function findAccount(context: ConnectorContext<Settings>, user: string): Promise<Account | undefined> {
  const path = `/api/v1/users/${pathPart(user)}`;
  return (await askBearerApi(context, { method: "GET", path, accept: [404] }, Account)).data;
}

/** What a read-back notes of an account. */
export function seenOf(account: Account | undefined): Record<string, unknown> {
  return account === undefined
    ? { found: false }
    : {
        login: account.profile.login,
        status: account.status,
        sessions: account.sessions,
        passwordChangeRequired: account.passwordChangeRequired,
      };
}
