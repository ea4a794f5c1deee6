import type { Asking, Question } from "../../src/connector/asking.ts";
import { uuidReferenceOf } from "../../src/connector/reference.ts";
import { RefusedError } from "../../src/errors.ts";
import { readPress, tellThere } from "./button-press.ts";
import type { SlackSettings } from "./settings.ts";
import { callMethod } from "./web-api.ts";

/** Bounds of Block Kit: https://docs.slack.dev/reference/block-kit/blocks */
const MAX_HEADER = 150;
const MAX_TEXT = 3000;
const MAX_FALLBACK = 300;

/**
 * A question as a direct message with two buttons. Every text is a `plain_text` object, which shows no mention and no link; what a button
 * carries is good for this person alone, and Slack says who pressed it.
 */
export const askInMessage: Asking<SlackSettings> = {
  docs: "https://docs.slack.dev/messaging/creating-interactive-messages",
  permissions: ["chat:write", "im:write"],
  async ask(context, address, question) {
    const { body } = await callMethod(context, "chat.postMessage", {
      channel: address,
      text: "Cordon asks for your yes or no.".slice(0, MAX_FALLBACK),
      blocks: JSON.stringify(blocksOf(question)),
      client_msg_id: uuidReferenceOf(context.idempotencyKey),
      unfurl_links: "false",
      unfurl_media: "false",
    });
    if (typeof body.ts !== "string")
      throw new RefusedError("connector.bad-answer", "Slack posted a message and did not say which.");
    return { id: `${typeof body.channel === "string" ? body.channel : address}:${body.ts}` };
  },
  answers: { secret: "signingSecret", read: readPress, tell: tellThere },
};

function blocksOf({ title, lines, link, token, expiresAt }: Question): object[] {
  const section = (words: string) => ({ type: "section", text: plain(words, MAX_TEXT) });
  const button = (action: string, words: string, more: object) => ({
    ...{ type: "button", action_id: action, text: plain(words, 75) },
    ...more,
  });
  const confirm = {
    ...{ title: plain("Do it?", 100), text: plain("It is done as soon as enough people have said yes.", 300) },
    ...{ confirm: plain("Yes, do it", 30), deny: plain("Not yet", 30) },
  };
  return [
    { type: "header", text: plain(title, MAX_HEADER) },
    ...lines.filter(([, text]) => text !== "").map(([label, text]) => section(`${label}: ${text}`)),
    section(`Answer before ${expiresAt}`),
    {
      type: "actions",
      elements: [
        button("cordon-approved", "Yes, do it", { style: "primary", value: token, confirm }),
        button("cordon-denied", "No", { style: "danger", value: token }),
        button("cordon-open", "Answer with a reason", { url: link }),
      ],
    },
  ];
}

function plain(text: string, max: number) {
  return { type: "plain_text", text: text.slice(0, max).toWellFormed(), emoji: false };
}
