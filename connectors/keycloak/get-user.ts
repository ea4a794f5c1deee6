import { z } from "zod";
import { pathPart } from "../../src/connector/bearer-api.ts";
import { getUser } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findAccount } from "./account.ts";
import { ADMIN_DOCS, signIn } from "./admin-api.ts";
import type { KeycloakSettings } from "./settings.ts";

/** Each is asked for its roles. */
const MOST_GROUPS = "50";
const Groups = z.array(z.object({ id: z.string(), name: z.string() }));
const Roles = z.array(z.object({ name: z.string() }));
const Mappings = z.object({
  clientMappings: z
    .record(z.string(), z.object({ mappings: z.array(z.object({ name: z.string() })).default([]) }))
    .default({}),
});

/**
 * GET /users, /users/{id}/groups, /users/{id}/role-mappings/realm/composite and /users/{id}/role-mappings. Privileged is who holds one of the roles that the
 * settings name: a role of the realm in whatever way, through groups and other roles too, or a role of a client given to the account or to a group that it is in.
 */
export const getUserAction = defineAction<KeycloakSettings, typeof getUser.input, typeof getUser.output>({
  capability: getUser,
  docs: `${ADMIN_DOCS}#_get_adminrealmsrealmusers`,
  permissions: ["realm-management: view-users"],
  idempotent: true,
  async run(context, { user }) {
    const session = await signIn(context);
    const account = await findAccount(session, user);
    if (account === undefined) return { found: false, enabled: false, privileged: false, displayName: "", groups: [] };
    const below = `/users/${pathPart(account.id)}`;
    const groups = await session.call("GET", `${below}/groups`, Groups, { query: { max: MOST_GROUPS } });
    const ofRealm = await session.call("GET", `${below}/role-mappings/realm/composite`, Roles);
    const holders = [below, ...groups.map(({ id }) => `/groups/${pathPart(id)}`)];
    const ofClients: z.output<typeof Roles> = [];
    for (const holder of holders) {
      const { clientMappings } = await session.call("GET", `${holder}/role-mappings`, Mappings);
      ofClients.push(...Object.values(clientMappings).flatMap(({ mappings }) => mappings));
    }
    return {
      found: true,
      enabled: account.enabled,
      privileged: [...ofRealm, ...ofClients].some(({ name }) => context.settings.privilegedRoles.includes(name)),
      displayName: [account.firstName, account.lastName].filter(Boolean).join(" ") || account.username,
      groups: groups.map(({ name }) => name),
    };
  },
});
