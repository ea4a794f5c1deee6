/** Links in mails and messages: GET shows what is asked, and only POST answers. Who follows one needs no token but what stands in it. */
import type { Context, Hono } from "hono";
import { wakeRuns } from "../engine/run-table.ts";
import { InputError, RefusedError } from "../errors.ts";
import { sha256 } from "../ids.ts";
import { type ApprovalRow, readApproval } from "../store/approval.ts";
import { answerApproval } from "../store/approval-answer.ts";
import { type ApprovalLink, findLink, useLink } from "../store/approval-link.ts";
import { type Client, inWorkspace } from "../store/database.ts";
import { asReader } from "../store/reader.ts";
import { rolesOfPerson } from "../store/token.ts";
import { PAGE_HEADERS, questionPage, wordsPage } from "./answer-html.ts";
import { type Authenticator, addressOf } from "./authenticate.ts";
import type { ApiDeps } from "./deps.ts";
import { problemPage } from "./problem-page.ts";
import { readBody } from "./read-body.ts";

export const ANSWER_PATH = "/answer/:token";
const MAX_FORM_BYTES = 64 * 1024;

/** What somebody says by a link or a button. */
export interface LinkAnswer {
  answer: "approved" | "denied";
  argsHash: string;
  comment: string | null;
}

/** Adds the page of a question, and its answering. */
export function addAnswerPages(app: Pick<Hono, "get" | "post">, deps: ApiDeps, authenticator: Authenticator): void {
  app.get(ANSWER_PATH, (context) =>
    paging(deps, context, async () => {
      const { link, approval } = await follow(deps, authenticator, context);
      return [200, questionPage(approval, link.person)];
    }),
  );
  app.post(ANSWER_PATH, (context) =>
    paging(deps, context, async () => {
      const { link, hash, approval } = await follow(deps, authenticator, context);
      const form = await readForm(context);
      if (!("comment" in form)) return [400, questionPage(approval, link.person, form.complaint)];
      const after = await answerByLink(deps, link, hash, form);
      return [200, wordsPage("Thank you", outcomeText(after))];
    }),
  );
}

/** Whatever goes wrong is a page too, in words. */
async function paging(
  deps: ApiDeps,
  context: Context,
  show: () => Promise<[status: number, html: string]>,
): Promise<Response> {
  try {
    const [status, html] = await show();
    return context.body(html, status as 200, PAGE_HEADERS);
  } catch (error) {
    return problemPage(context, deps, error);
  }
}

async function follow(
  { database }: ApiDeps,
  authenticator: Authenticator,
  context: Context,
): Promise<{ link: ApprovalLink; hash: string; approval: ApprovalRow }> {
  const address = addressOf(context);
  authenticator.admit(address);
  const hash = sha256(context.req.param("token") ?? "");
  const link = await findLink(database.system, hash);
  if (link === null) authenticator.failed(address);
  if (!link?.good) throw gone();
  const approval = await asTheirs(database, link, (client) => readApproval(client, link.workspaceId, link.approvalId));
  if (approval === null || approval.status !== "pending") throw gone();
  return { link, hash, approval };
}

/** In the link's workspace, for its person. */
async function asTheirs<T>(
  database: ApiDeps["database"],
  { workspaceId, person }: ApprovalLink,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const roles = await rolesOfPerson(database.system, workspaceId, person);
  return asReader({ person, roles }, () => inWorkspace(database, workspaceId, work));
}

/** One answer of the link's person, with the roles they have at this moment; the link is used up in the same commit. */
export async function answerByLink(
  { database, kick }: ApiDeps,
  link: ApprovalLink,
  hash: string,
  said: LinkAnswer,
): Promise<ApprovalRow> {
  const { workspaceId, approvalId, person, connection } = link;
  if (said.argsHash !== link.argsHash)
    throw new RefusedError("approval.other-effect", "The effect is not the one that this link was made for.");
  const after = await asTheirs(database, link, async (client) => {
    const roles = await rolesOfPerson(client, workspaceId, person);
    const answered = await answerApproval(client, workspaceId, approvalId, {
      ...{ ...said, by: `person:${person}`, person, roles, way: connection },
    });
    if (answered === null || !(await useLink(client, workspaceId, hash))) throw gone();
    if (answered.status !== "pending" && answered.runId !== null) await wakeRuns(client, [answered.runId]);
    return answered;
  });
  kick();
  return after;
}

/** What came of an answer, for whoever gave it. */
export function outcomeText({ status, votes, terms, summary }: ApprovalRow): string {
  const yes = votes.filter(({ answer }) => answer === "approved").length;
  if (status === "pending") return `Your yes is counted: ${yes} of ${terms.approvers}. ${summary}`;
  return status === "approved" ? `It is approved: ${summary}` : `It is refused: ${summary}`;
}

async function readForm(context: Context): Promise<LinkAnswer | { complaint: string }> {
  const type = context.req.header("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type))
    throw new InputError("api.not-json", "Expected the form of the page, as application/x-www-form-urlencoded.");
  const form = new URLSearchParams(Buffer.from(await readBody(context.req.raw, MAX_FORM_BYTES)).toString());
  const answer = form.get("answer");
  const reason = (form.get("reason") ?? "").trim().slice(0, 4000).toWellFormed().replaceAll("\0", "");
  if (answer !== "approved" && answer !== "denied") return { complaint: "Choose yes or no." };
  if (answer === "denied" && reason === "") return { complaint: "A no says why." };
  return { answer, argsHash: form.get("argsHash") ?? "", comment: reason === "" ? null : reason };
}

/** Also for what never was: a link says nothing to who has made it up. */
export function gone(): RefusedError {
  return new RefusedError(
    "approval.link-used",
    "This link is no longer good: it was answered, its time is over, or somebody decided otherwise.",
  );
}
