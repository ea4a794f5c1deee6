import { z } from "zod";
import { askBearerApi, pathPart } from "../../src/connector/bearer-api.ts";
import { suspendUser as capability } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { findAccount, seenOf } from "./account.ts";
import type { Settings } from "./settings.ts";

/** `POST /api/v1/users/{id}/lifecycle/suspend`; 400 says that the account is in a state that cannot be suspended. */
export const suspendUser = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLifecycle/",
  permissions: ["range: write"],
  idempotent: true,
  async run(context, { user }) {
    const path = `/api/v1/users/${pathPart(user)}/lifecycle/suspend`;
    const answer = await askBearerApi(context, { method: "POST", path, accept: [400] }, z.unknown());
    if (answer.status !== 400) return { wasEnabled: true };
    const account = await findAccount(context, user);
    if (account?.status === "SUSPENDED") return { wasEnabled: false };
    throw new RefusedError(
      "connector.rejected",
      `The account ${user} is ${account?.status ?? "gone"} and cannot be suspended`,
    );
  },
  async readBack(context, { user }) {
    const account = await findAccount(context, user);
    const mark = account?.statusChanged ?? undefined;
    return { inForce: account?.status === "SUSPENDED" ? "yes" : "no", seen: seenOf(account), mark };
  },
});
