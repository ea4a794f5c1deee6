import { z } from "zod";
import { silence } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { referenceOf } from "../../src/connector/reference.ts";
import { InputError } from "../../src/errors.ts";
import { type AlertmanagerContext, API_DOCS, callApi } from "./api.ts";
import type { AlertmanagerSettings } from "./settings.ts";

const Silences = z.array(
  z.object({
    id: z.string(),
    comment: z.string(),
    endsAt: z.string(),
    status: z.object({ state: z.enum(["active", "pending", "expired"]) }),
  }),
);

/** POST /silences. The comment carries a mark of the effect, by which a second try finds the first one's silence. */
export const silenceAction = defineAction<AlertmanagerSettings, typeof silence.input, typeof silence.output>({
  capability: silence,
  docs: API_DOCS,
  permissions: ["POST /api/v2/silences", "GET /api/v2/silences"],
  // Alertmanager itself would make a second silence; read back before a second try.
  idempotent: false,
  async run(context, input) {
    const names = Object.keys(input.matchers);
    if (names.length === 0)
      throw new InputError(
        "connector.bad-input",
        "A silence without matchers would silence everything; name at least one label.",
      );
    const earlier = await findSilence(context);
    if (earlier) return { id: earlier.id };
    const now = context.clock.now().getTime();
    const answer = await callApi(context, z.object({ silenceID: z.string().min(1) }), "/silences", {
      method: "POST",
      body: {
        matchers: names.map((name) => ({ name, value: input.matchers[name], isRegex: false, isEqual: true })),
        startsAt: new Date(now).toISOString(),
        endsAt: new Date(now + input.seconds * 1000).toISOString(),
        createdBy: "cordon",
        comment: `${input.reason} ${markOf(context)}`,
      },
    });
    return { id: answer.silenceID };
  },
  async readBack(context) {
    const found = await findSilence(context);
    return found
      ? { inForce: "yes", seen: { id: found.id, endsAt: found.endsAt, state: found.status.state } }
      : { inForce: "no", seen: {} };
  },
});

/** The silence of this effect while it is in force or about to be. */
async function findSilence(context: AlertmanagerContext) {
  const silences = await callApi(context, Silences, "/silences");
  return silences.find(({ comment, status }) => status.state !== "expired" && comment.endsWith(markOf(context)));
}

function markOf(context: AlertmanagerContext): string {
  return `[cordon ${referenceOf(context.idempotencyKey)}]`;
}
