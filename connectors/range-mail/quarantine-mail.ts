import { z } from "zod";
import { askBearerApi } from "../../src/connector/bearer-api.ts";
import { quarantineMail as capability } from "../../src/connector/capabilities/mail.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { findMessages } from "./messages.ts";
import type { Settings } from "./settings.ts";

const Moved = z.object({ moved: z.number().int(), wasQuarantined: z.boolean() });

/** `POST /quarantine`; 422 says that more messages match than may be moved. */
export const quarantineMail = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#mail",
  permissions: ["range: write"],
  idempotent: true,
  async run(context, wanted) {
    const request = { method: "POST" as const, path: "/quarantine", body: wanted, accept: [422] };
    const { data } = await askBearerApi(context, request, Moved);
    if (data !== undefined) return data;
    throw new RefusedError(
      "connector.rejected",
      `More than ${wanted.atMost} messages from ${wanted.sender} match; none was moved. Narrow it by subject or message id.`,
    );
  },
  async readBack(context, wanted) {
    const messages = await findMessages(context, wanted);
    const inPlace = messages.filter(({ quarantined }) => !quarantined).length;
    return { inForce: inPlace === 0 ? "yes" : "no", seen: { inPlace, quarantined: messages.length - inPlace } };
  },
});
