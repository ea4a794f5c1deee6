import type { Asking } from "../../src/connector/asking.ts";
import type { TeamsSettings } from "./settings.ts";
import { cardOf, postCard, TEAMS_DOCS } from "./workflow.ts";

/**
 * A question as a card. Its button opens Cordon's own page, which shows and asks again: a webhook hears no answers, and no bot is needed. Where
 * others read the card it carries no right to answer, and says how to answer instead.
 */
export const askInCard: Asking<TeamsSettings> = {
  docs: TEAMS_DOCS,
  permissions: ["The workflow posts to the chat of the message's recipient"],
  async ask(context, address, { title, lines, link, expiresAt }) {
    const shown = lines.filter(([, text]) => text !== "").map(([label, text]) => `${label}: ${text}`);
    const before = `Answer before ${expiresAt}`;
    const card =
      context.settings.postsTo === "person"
        ? cardOf([title, ...shown, before], [{ type: "Action.OpenUrl", title: "Read and answer", url: link }])
        : cardOf([title, `${address} is asked.`, ...shown, `${before}, with: cordon approvals list`]);
    await postCard(context, card, address);
    return { id: context.idempotencyKey };
  },
};
