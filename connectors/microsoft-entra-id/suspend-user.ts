import { suspendUser } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { GRAPH_DOCS } from "./graph.ts";
import { readEnabled, setEnabled } from "./set-enabled.ts";
import type { EntraIdSettings } from "./settings.ts";

/** Tokens that were given out before stay good until they expire or are revoked: a playbook ends the sessions too. */
export const suspendUserAction = defineAction<EntraIdSettings, typeof suspendUser.input, typeof suspendUser.output>({
  capability: suspendUser,
  docs: `${GRAPH_DOCS}/user-update`,
  permissions: ["User.EnableDisableAccount.All", "User.Read.All"],
  idempotent: true,
  run: (context, { user }) => setEnabled(context, user, false),
  readBack: (context, { user }) => readEnabled(context, user, false),
});
