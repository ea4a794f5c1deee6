import { z } from "zod";
import { isCordonError } from "../../src/errors.ts";
import { type AdminSession, type KeycloakContext, signIn } from "./admin-api.ts";

const Access = z.array(
  z.object({ access: z.object({ manage: z.boolean().default(false) }).default({ manage: false }) }),
);

/** GET /users, one of them: Keycloak says with each account whether we may change it. */
export async function checkHealth(
  context: KeycloakContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const session = await signIn(context);
  const { clientId, realm } = context.settings;
  const rights = await rightsOf(session);
  const may = [...(rights === "none" ? [] : ["look up accounts"])];
  const mayNot = rights === "none" ? ["look up accounts"] : [];
  (rights === "manage" ? may : mayNot).push("suspend and restore accounts, end their sessions");
  return {
    ok: mayNot.length === 0,
    message:
      mayNot.length === 0
        ? `Signed in as the client ${clientId} of ${realm}`
        : `Signed in as the client ${clientId} of ${realm}, which may not ${mayNot.join(" nor ")}: give its service account view-users and manage-users of realm-management`,
    may,
    mayNot,
  };
}

async function rightsOf(session: AdminSession): Promise<"none" | "view" | "manage"> {
  try {
    const [first] = await session.call("GET", "/users", Access, { query: { max: "1", briefRepresentation: "false" } });
    return first?.access.manage === true ? "manage" : "view";
  } catch (error) {
    if (isCordonError(error) && error.code === "connector.forbidden") return "none";
    throw error;
  }
}
