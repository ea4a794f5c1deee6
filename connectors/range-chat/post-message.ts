import { z } from "zod";
import { pathPart, tellBearerApi } from "../../src/connector/bearer-api.ts";
import { postMessage as capability } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import type { Settings } from "./settings.ts";

const Message = z.object({ id: z.string(), at: z.string() });

function messagesPath(settings: Settings, channel: string): string {
  return `/channels/${pathPart(channel || settings.channel)}/messages`;
}

/** `POST /channels/{channel}/messages`; found again by the idempotency key that stays on the message. */
export const postMessage = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#chat",
  permissions: ["range: write"],
  idempotent: true,
  async run(context, { channel, text }) {
    const path = messagesPath(context.settings, channel);
    const message = await tellBearerApi(context, { method: "POST", path, body: { text } }, Message);
    return { id: message.id };
  },
  async readBack(context, { channel }) {
    const path = messagesPath(context.settings, channel);
    const query = { externalKey: context.idempotencyKey };
    const { messages } = await tellBearerApi(
      context,
      { method: "GET", path, query },
      z.object({ messages: z.array(Message) }),
    );
    const message = messages[0];
    return message === undefined ? { inForce: "no", seen: {} } : { inForce: "yes", seen: message };
  },
});
