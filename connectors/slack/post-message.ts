import { postMessage } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { uuidReferenceOf } from "../../src/connector/reference.ts";
import { RefusedError } from "../../src/errors.ts";
import type { SlackSettings } from "./settings.ts";
import { callMethod, literalText } from "./web-api.ts";

/** chat.postMessage. `client_msg_id` names the message, so that Slack drops a second one; links are not unfurled, since they may be the attacker's. */
export const postMessageAction = defineAction<SlackSettings, typeof postMessage.input, typeof postMessage.output>({
  capability: postMessage,
  docs: "https://docs.slack.dev/reference/methods/chat.postMessage",
  permissions: ["chat:write"],
  idempotent: true,
  async run(context, input) {
    const channel = input.channel || context.settings.channel;
    if (channel === "")
      throw new RefusedError(
        "connector.bad-settings",
        "No channel to post to: name one in the playbook, or set the connection's channel.",
      );
    const { body } = await callMethod(context, "chat.postMessage", {
      channel,
      text: literalText(input.text),
      client_msg_id: uuidReferenceOf(context.idempotencyKey),
      link_names: "false",
      parse: "none",
      unfurl_links: "false",
      unfurl_media: "false",
    });
    if (typeof body.ts !== "string")
      throw new RefusedError("connector.bad-answer", "Slack posted a message and did not say which.");
    return { id: `${typeof body.channel === "string" ? body.channel : channel}:${body.ts}` };
  },
});
