import { z } from "zod";
import { tellBearerApi } from "../../src/connector/bearer-api.ts";
import { restoreMail as capability } from "../../src/connector/capabilities/mail.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findMessages } from "./messages.ts";
import type { Settings } from "./settings.ts";

/** `POST /restore`: all of the sender that is in quarantine. */
export const restoreMail = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#mail",
  permissions: ["range: write"],
  idempotent: true,
  run: (context, body) => tellBearerApi(context, { method: "POST", path: "/restore", body }, z.object({})),
  async readBack(context, { sender }) {
    const messages = await findMessages(context, { sender });
    const quarantined = messages.filter((one) => one.quarantined).length;
    return { inForce: quarantined === 0 ? "yes" : "no", seen: { quarantined } };
  },
});
