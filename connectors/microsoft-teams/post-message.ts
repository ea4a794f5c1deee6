import { postMessage } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import type { TeamsSettings } from "./settings.ts";
import { cardOf, postCard, TEAMS_DOCS } from "./workflow.ts";

/** The workflow decides on the channel; a channel that a playbook names is sent along for it to read. */
export const postMessageAction = defineAction<TeamsSettings, typeof postMessage.input, typeof postMessage.output>({
  capability: postMessage,
  docs: TEAMS_DOCS,
  permissions: ["The workflow posts where it was set up to"],
  idempotent: false,
  async run(context, { channel, text }) {
    await postCard(context, cardOf([text]), channel === "" ? undefined : channel);
    return { id: context.idempotencyKey };
  },
});
