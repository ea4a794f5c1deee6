import { restoreUser } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { look } from "./account.ts";
import { setEnabled, WRITE_DOCS, WRITE_PERMISSIONS } from "./set-enabled.ts";
import type { KeycloakSettings } from "./settings.ts";

export const restoreUserAction = defineAction<KeycloakSettings, typeof restoreUser.input, typeof restoreUser.output>({
  capability: restoreUser,
  docs: WRITE_DOCS,
  permissions: WRITE_PERMISSIONS,
  idempotent: true,
  async run(context, { user }) {
    await setEnabled(context, user, true);
    return {};
  },
  readBack: (context, { user }) => look(context, user, ({ enabled }) => enabled),
});
