import { getTicket } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { Disposition } from "../../src/model/scale.ts";
import {
  COMMENT_MARK,
  callRest,
  items,
  REST_DOCS,
  type RequestTrackerContext,
  readTicket,
  ticketPath,
} from "./rest.ts";
import { statusFromRt } from "./scales.ts";
import type { RequestTrackerSettings } from "./settings.ts";

/** GET /ticket/:id with its history and attachments: the last hundred comments and replies that Cordon did not write. */
export const getTicketAction = defineAction<RequestTrackerSettings, typeof getTicket.input, typeof getTicket.output>({
  capability: getTicket,
  docs: `${REST_DOCS}#Tickets`,
  permissions: ["ShowTicket", "ShowTicketComments", "SeeCustomField"],
  idempotent: true,
  async run(context, input) {
    const ticket = await readTicket(context, input.id);
    const value = ticket.CustomFields.find(({ name }) => name === context.settings.dispositionField)?.values?.[0];
    const disposition = Disposition.safeParse(value);
    return {
      status: statusFromRt(ticket.Status),
      disposition: disposition.success ? disposition.data : "unknown",
      subject: ticket.Subject,
      comments: await commentsOf(context, input.id),
      // Read before the comments: what is said in between makes the mark an old one.
      version: ticket.version,
    };
  },
});

interface Comment {
  id: string;
  author: string;
  text: string;
}

async function commentsOf(context: RequestTrackerContext, id: string): Promise<Comment[]> {
  const newest = { per_page: "100", orderby: "id", order: "DESC" };
  const history = await callRest(context, "GET", `${ticketPath(id)}/history`, { query: { ...newest, fields: "Type" } });
  const spoken = new Set(
    items(history)
      .filter(({ Type }) => Type === "Comment" || Type === "Correspond")
      .map((transaction) => String(transaction.id)),
  );
  if (spoken.size === 0) return [];
  const fields = "Content,ContentType,Subject,TransactionId,Creator,Filename";
  const attachments = await callRest(context, "GET", `${ticketPath(id)}/attachments`, { query: { ...newest, fields } });
  return items(attachments)
    .filter((part) => spoken.has(String(part.TransactionId)) && isPersonsText(part))
    .map((part) => ({
      id: String(part.TransactionId),
      author: String((part.Creator as { id?: unknown } | undefined)?.id ?? ""),
      text: part.ContentType === "text/html" ? withoutTags(String(part.Content)) : String(part.Content),
    }))
    .filter((comment, index, all) => all.findIndex(({ id: other }) => other === comment.id) === index)
    .reverse();
}

function isPersonsText(part: Record<string, unknown>): boolean {
  const isText = part.ContentType === "text/plain" || part.ContentType === "text/html";
  return (
    isText &&
    !part.Filename &&
    typeof part.Content === "string" &&
    !String(part.Subject ?? "").startsWith(`${COMMENT_MARK} `)
  );
}

/** Readable text of a reply written as HTML. It is shown as text only, so this need not be a sanitizer. */
function withoutTags(html: string): string {
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}
