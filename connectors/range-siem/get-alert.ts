import { getAlert as capability } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { Disposition } from "../../src/model/scale.ts";
import { findAlert } from "./alert.ts";
import type { Settings } from "./settings.ts";

/** `GET /alerts/{id}`; comments are those of others than Cordon. */
export const getAlert = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#siem",
  permissions: ["range: read"],
  idempotent: true,
  async run(context, { id }) {
    const { alert, version } = await findAlert(context, id);
    if (alert === undefined) return { found: false, status: "new", disposition: "unknown", comments: [] };
    const disposition = Disposition.safeParse(alert.disposition);
    return {
      found: true,
      status: alert.status,
      disposition: disposition.success ? disposition.data : "unknown",
      comments: alert.comments.filter((one) => one.author !== context.settings.account),
      version,
    };
  },
});
