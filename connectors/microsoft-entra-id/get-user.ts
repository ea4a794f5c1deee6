import { z } from "zod";
import { getUser } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findAccount, nameOf } from "./account.ts";
import { GRAPH_DOCS, signIn } from "./graph.ts";
import type { EntraIdSettings } from "./settings.ts";

/** Names are null where the application may not see them; ids and kinds always come. */
const Membership = z.object({ "@odata.type": z.string(), id: z.string(), displayName: z.string().nullish() });

/**
 * GET /users/{id} and its /transitiveMemberOf. Privileged is who holds a directory role now, by a group too; roles that somebody may take on
 * when needed (Privileged Identity Management) do not count until then.
 */
export const getUserAction = defineAction<EntraIdSettings, typeof getUser.input, typeof getUser.output>({
  capability: getUser,
  docs: `${GRAPH_DOCS}/user-list-transitivememberof`,
  permissions: ["User.Read.All", "Directory.Read.All"],
  idempotent: true,
  async run(context, { user }) {
    const graph = await signIn(context);
    const account = await findAccount(graph, user);
    if (!account) return { found: false, enabled: false, privileged: false, displayName: "", groups: [] };
    const memberships = await graph.list(`/users/${account.id}/transitiveMemberOf`, Membership);
    const isKind = (kind: string) => (one: z.output<typeof Membership>) =>
      one["@odata.type"] === `#microsoft.graph.${kind}`;
    return {
      found: true,
      enabled: account.accountEnabled,
      privileged: memberships.some(isKind("directoryRole")),
      displayName: account.displayName || nameOf(account),
      groups: memberships.filter(isKind("group")).map(({ id, displayName }) => displayName || id),
    };
  },
});
