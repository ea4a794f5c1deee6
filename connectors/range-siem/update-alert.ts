import { pathPart, tellBearerApi } from "../../src/connector/bearer-api.ts";
import { updateAlert as capability } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findAlert, SiemAlert } from "./alert.ts";
import type { Settings } from "./settings.ts";

/** `PATCH /alerts/{id}`; what is left out stays as it is. `ifVersion` goes as If-Match. */
export const updateAlert = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#siem",
  permissions: ["range: write"],
  idempotent: true,
  async run(context, { id, ifVersion, ...update }) {
    const body = { by: context.settings.account, ...update };
    await tellBearerApi(context, { method: "PATCH", path: `/alerts/${pathPart(id)}`, body, ifVersion }, SiemAlert);
    return {};
  },
  async readBack(context, { id, status, disposition, comment }) {
    const { alert } = await findAlert(context, id);
    if (alert === undefined) return { inForce: "no", seen: { found: false } };
    const own = alert.comments.filter((one) => one.author === context.settings.account);
    const inForce =
      (status === undefined || alert.status === status) &&
      (disposition === undefined || alert.disposition === disposition) &&
      (!comment || own.some((one) => one.text === comment));
    return {
      inForce: inForce ? "yes" : "no",
      seen: { status: alert.status, disposition: alert.disposition, ownComments: own.length },
    };
  },
});
