import type { z } from "zod";
import { updateTicket } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { onlyIf } from "../../src/connector/etag.ts";
import { RefusedError } from "../../src/errors.ts";
import {
  callRest,
  commentSubject,
  items,
  REST_DOCS,
  type RequestTrackerContext,
  readTicket,
  ticketPath,
} from "./rest.ts";
import { statusInRt } from "./scales.ts";
import type { RequestTrackerSettings } from "./settings.ts";

/** PUT /ticket/:id for status and disposition, POST /ticket/:id/comment for words; each only when it is not so yet. */
export const updateTicketAction = defineAction<
  RequestTrackerSettings,
  typeof updateTicket.input,
  typeof updateTicket.output
>({
  capability: updateTicket,
  docs: `${REST_DOCS}#Tickets`,
  permissions: [
    "ShowTicket",
    "ShowTicketComments",
    "CommentOnTicket",
    "ModifyTicket",
    "SeeCustomField",
    "ModifyCustomField",
  ],
  idempotent: true,
  async run(context, input) {
    if (input.ifVersion === "") {
      await readTicket(context, input.id);
      await comment(context, input);
      await change(context, input, {});
    } else {
      // A comment of ours would make the version another: the values first, and only if they are not there from an earlier attempt.
      const differences = await differencesOf(context, input);
      if (differences.length > 0) await change(context, input, onlyIf(input.ifVersion));
      await comment(context, input);
    }
    return {};
  },
  async readBack(context, input) {
    const differences = await differencesOf(context, input);
    if (input.comment !== undefined && !(await hasOurComment(context, input.id))) differences.push("comment");
    return { inForce: differences.length === 0 ? "yes" : "no", seen: { differences } };
  },
});

async function comment(context: RequestTrackerContext, input: Update): Promise<void> {
  if (input.comment === undefined || (await hasOurComment(context, input.id))) return;
  await callRest(context, "POST", `${ticketPath(input.id)}/comment`, {
    body: { Subject: commentSubject(context), Content: input.comment, ContentType: "text/plain" },
  });
}

/** `headers` may tie the change to a version: RT answers 412 when the ticket has another by now. */
async function change(context: RequestTrackerContext, input: Update, headers: Record<string, string>): Promise<void> {
  const changes = changesOf(context, input);
  if (Object.keys(changes).length === 0) return;
  const { body } = await callRest(context, "PUT", ticketPath(input.id), { body: changes }, headers);
  // RT answers 200 also when it refuses a change, and says so only in words: look instead.
  const differences = await differencesOf(context, input);
  if (differences.length === 0) return;
  const lines = Array.isArray(body) ? body.filter((line) => typeof line === "string") : [];
  const said = lines.join(" ").slice(0, 200);
  throw new RefusedError(
    "connector.rejected",
    `Request Tracker did not change ${differences.join(" and ")} of ticket ${input.id}${said ? `: ${said}` : ""}.`,
  );
}

type Update = z.output<typeof updateTicket.input>;

function changesOf(context: RequestTrackerContext, input: Update): Record<string, unknown> {
  const { dispositionField } = context.settings;
  return {
    ...(input.status === undefined ? {} : { Status: statusInRt(input.status) }),
    ...(input.disposition === undefined || dispositionField === ""
      ? {}
      : { CustomFields: { [dispositionField]: input.disposition } }),
  };
}

/** Which of the wanted values the ticket does not have. */
async function differencesOf(context: RequestTrackerContext, input: Update): Promise<string[]> {
  const ticket = await readTicket(context, input.id);
  const { dispositionField } = context.settings;
  const differences: string[] = [];
  if (input.status !== undefined && ticket.Status !== statusInRt(input.status)) differences.push("status");
  if (input.disposition !== undefined && dispositionField !== "") {
    const values = ticket.CustomFields.find(({ name }) => name === dispositionField)?.values ?? [];
    if (!values.includes(input.disposition)) differences.push(`custom field "${dispositionField}"`);
  }
  return differences;
}

async function hasOurComment(context: RequestTrackerContext, id: string): Promise<boolean> {
  const subject = commentSubject(context);
  const history = await callRest(context, "GET", `${ticketPath(id)}/attachments`, {
    query: { fields: "Subject", per_page: "100", orderby: "id", order: "DESC" },
  });
  return items(history).some((attachment) => attachment.Subject === subject);
}
