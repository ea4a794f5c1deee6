/** A button that was pressed in Slack: signed by Slack, read, and answered where it was pressed. */
import { z } from "zod";
import type { Asking, ProductAnswer } from "../../src/connector/asking.ts";
import type { RawDelivery } from "../../src/connector/connector.ts";
import { badSignature, equalInConstantTime, headerOf, hmacHex } from "../../src/connector/signature.ts";
import { RefusedError } from "../../src/errors.ts";
import { literalText, type SlackContext } from "./web-api.ts";

/** Older requests are somebody's who kept one: https://docs.slack.dev/authentication/verifying-requests-from-slack */
const MAX_AGE_SECONDS = 5 * 60;

const Press = z.object({
  type: z.literal("block_actions"),
  user: z.object({ id: z.string().max(100) }),
  response_url: z.string().max(2000),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().max(2000).default("") })).min(1),
});

const ANSWERS: Readonly<Record<string, ProductAnswer["answer"]>> = {
  "cordon-approved": "approved",
  "cordon-denied": "denied",
};

/** The answer of a press; null for what is none of ours. @throws RefusedError `ingest.bad-signature`. */
export function readPress({ headers, body }: RawDelivery, secret: string, now: Date): ProductAnswer | null {
  const timestamp = headerOf(headers, "x-slack-request-timestamp") ?? "";
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (!/^\d{1,12}$/.test(timestamp) || age > MAX_AGE_SECONDS)
    throw badSignature("The header X-Slack-Request-Timestamp is missing or too old.");
  const text = Buffer.from(body);
  const expected = `v0=${hmacHex(Buffer.concat([Buffer.from(`v0:${timestamp}:`), text]), secret)}`;
  if (!equalInConstantTime(headerOf(headers, "x-slack-signature") ?? "", expected))
    throw badSignature("The header X-Slack-Signature does not match the body.");
  const press = Press.safeParse(parsed(new URLSearchParams(text.toString()).get("payload") ?? ""));
  const [action] = press.data?.actions ?? [];
  const answer = ANSWERS[action?.action_id ?? ""];
  if (press.data === undefined || action === undefined || answer === undefined) return null;
  return { answer, token: action.value, address: press.data.user.id, reply: { url: press.data.response_url } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** In place of the message, so that its buttons are gone, or beside it for whoever pressed. */
export const tellThere: NonNullable<Asking["answers"]>["tell"] = async (context, { reply }, words, decided) => {
  const url = String(reply.url);
  const { settings } = context as SlackContext;
  const origin = URL.canParse(url) ? new URL(url).origin : "";
  if (origin !== "https://hooks.slack.com" && origin !== new URL(settings.baseUrl).origin)
    throw new RefusedError("connector.bad-answer", "Slack named an address to answer to that is not Slack's.");
  const text = literalText(words);
  const body = decided
    ? { replace_original: true, text }
    : { response_type: "ephemeral", replace_original: false, text };
  await context.http.request({ method: "POST", url, body });
};
