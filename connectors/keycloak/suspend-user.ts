import { suspendUser } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { look } from "./account.ts";
import { setEnabled, WRITE_DOCS, WRITE_PERMISSIONS } from "./set-enabled.ts";
import type { KeycloakSettings } from "./settings.ts";

/** Nobody signs in with the account any more. Sessions that are open end by `identity.revoke-sessions`. */
export const suspendUserAction = defineAction<KeycloakSettings, typeof suspendUser.input, typeof suspendUser.output>({
  capability: suspendUser,
  docs: WRITE_DOCS,
  permissions: WRITE_PERMISSIONS,
  idempotent: true,
  run: (context, { user }) => setEnabled(context, user, false),
  readBack: (context, { user }) => look(context, user, ({ enabled }) => !enabled),
});
