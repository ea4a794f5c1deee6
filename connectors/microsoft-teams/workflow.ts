/** A workflow "when a Teams webhook request is received": it takes a message with an Adaptive Card, and its address is its secret. */
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { InputError, RefusedError } from "../../src/errors.ts";
import type { TeamsSettings } from "./settings.ts";

export type TeamsContext = ConnectorContext<TeamsSettings>;

export const TEAMS_DOCS =
  "https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook";

/** Posts one card; a workflow answers 202 without a body, so that nobody learns what became of it. */
export async function postCard(context: TeamsContext, card: object, recipient?: string): Promise<void> {
  const url = context.secrets.workflowUrl ?? "";
  if (!URL.canParse(url) || !["https:", "http:"].includes(new URL(url).protocol))
    throw new InputError("connector.bad-settings", "The secret workflowUrl is no http or https URL.");
  const attachment = { contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: card };
  const body = { type: "message", attachments: [attachment], ...(recipient === undefined ? {} : { recipient }) };
  const accept = Object.keys(REFUSALS).map(Number);
  const { status } = await context.http.request({ method: "POST", url, body, accept });
  const [code, why] = REFUSALS[status] ?? [];
  // Nothing of the answer is quoted: it may repeat the address, which is the secret.
  if (code !== undefined)
    throw new RefusedError(code, `The workflow refused the message (${status}): ${why}.`, { details: { status } });
}

const REFUSALS: Readonly<Record<number, readonly [code: string, why: string]>> = {
  400: ["connector.rejected", "it reads another kind of message"],
  401: ["connector.forbidden", "its address is not valid any more"],
  403: ["connector.forbidden", "its address is not valid any more"],
  404: ["connector.not-found", "there is none at its address"],
  410: ["connector.not-found", "it was removed"],
  413: ["connector.rejected", "the message is too large"],
};

/** A card of texts. Adaptive Cards read Markdown in a TextBlock; a TextRun is shown as it stands. */
export function cardOf(lines: readonly string[], actions: object[] = []): object {
  return {
    ...{ $schema: "http://adaptivecards.io/schemas/adaptive-card.json", type: "AdaptiveCard", version: "1.4" },
    body: lines.map((text) => ({
      type: "RichTextBlock",
      inlines: [{ type: "TextRun", text: text.slice(0, 3000).toWellFormed() }],
    })),
    ...(actions.length === 0 ? {} : { actions }),
  };
}
