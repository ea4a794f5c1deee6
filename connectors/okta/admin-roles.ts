import { z } from "zod";
import type { Account } from "./account.ts";
import { ask, type OktaContext } from "./management-api.ts";

const Roles = z.array(z.object({ type: z.string(), status: z.string().optional() }));

/** GET /api/v1/users/{id}/roles: the types of the administrator's roles in force, own and of groups; undefined when we may not see them. */
export async function rolesOf(context: OktaContext, { id }: Account): Promise<string[] | undefined> {
  const roles = await ask(context, `/api/v1/users/${id}/roles`, Roles, { accept: [403] });
  return roles?.filter(({ status }) => status !== "INACTIVE").map(({ type }) => type);
}
