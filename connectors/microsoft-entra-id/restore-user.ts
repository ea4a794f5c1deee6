import { restoreUser } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { GRAPH_DOCS } from "./graph.ts";
import { readEnabled, setEnabled } from "./set-enabled.ts";
import type { EntraIdSettings } from "./settings.ts";

/** Takes back what suspending wrote. */
export const restoreUserAction = defineAction<EntraIdSettings, typeof restoreUser.input, typeof restoreUser.output>({
  capability: restoreUser,
  docs: `${GRAPH_DOCS}/user-update`,
  permissions: ["User.EnableDisableAccount.All", "User.Read.All"],
  idempotent: true,
  async run(context, { user }) {
    await setEnabled(context, user, true);
    return {};
  },
  readBack: (context, { user }) => readEnabled(context, user, true),
});
