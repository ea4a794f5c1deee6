/** Messages as the range's mail system shows them. */
import { z } from "zod";
import { tellBearerApi } from "../../src/connector/bearer-api.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import type { Settings } from "./settings.ts";

const Messages = z.object({
  messages: z.array(z.object({ messageId: z.string(), mailbox: z.string(), quarantined: z.boolean() })),
});

/** `GET /messages`: all that match, wherever they lie. */
export async function findMessages(
  context: ConnectorContext<Settings>,
  { sender, subject = "", messageId = "" }: { sender: string; subject?: string; messageId?: string },
) {
  const query = { sender, subject, messageId };
  return (await tellBearerApi(context, { method: "GET", path: "/messages", query }, Messages)).messages;
}
