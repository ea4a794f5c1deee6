/** Answers by a product's own buttons: signed by the product, counted only from the person whom the question was sent to. */
import type { Context, Hono } from "hono";
import { invokeTell, type ProductAnswer } from "../connector/asking.ts";
import { isCordonError, RefusedError, toErrorJson } from "../errors.ts";
import { sha256 } from "../ids.ts";
import type { ReadyConnection } from "../respond/content.ts";
import { findLink } from "../store/approval-link.ts";
import { addressOfPerson } from "../store/on-call.ts";
import { listWorkspaces } from "../store/workspace.ts";
import { problemResponse } from "./answer.ts";
import { answerByLink, gone, outcomeText } from "./answer-by-link.ts";
import { type Authenticator, addressOf, notFound } from "./authenticate.ts";
import type { ApiDeps } from "./deps.ts";
import { readBody } from "./read-body.ts";

/** Where products send what was pressed: the workspace by its name, and the connection by its own. */
export const PRODUCT_ANSWER_PATH = "/answers/:workspace/:connection";
const MAX_BYTES = 256 * 1024;
const TELL_TIMEOUT_MS = 10_000;

/** Adds the door for answers by button. Products wait a few seconds only: they are told what came of it beside the answer to their request. */
export function addProductAnswers(app: Pick<Hono, "post">, deps: ApiDeps, authenticator: Authenticator): void {
  app.post(PRODUCT_ANSWER_PATH, async (context) => {
    try {
      const { workspaceId, connection } = await named(deps, context);
      const pressed = await read(deps, authenticator, context, connection);
      if (pressed !== null) await hear(deps, workspaceId, connection, pressed);
      return context.body("", 200, { "cache-control": "no-store" });
    } catch (error) {
      return problemResponse(context, deps, error);
    }
  });
}

async function named(deps: ApiDeps, context: Context): Promise<{ workspaceId: string; connection: ReadyConnection }> {
  const { workspace = "", connection: name = "" } = context.req.param() as Record<string, string>;
  const known = (await listWorkspaces(deps.database.system)).find((one) => one.name === workspace);
  const all = known === undefined ? [] : (await deps.responses(known.id)).connections;
  const connection = all.find((one) => one.name === name);
  const { answers } = connection?.connector.asking ?? {};
  // One word for all of it: who has no signature learns nothing of what there is.
  if (
    known === undefined ||
    connection === undefined ||
    answers === undefined ||
    !connection.parts.secrets[answers.secret]
  )
    throw notFound("connection that answers come by", `${workspace}/${name}`);
  return { workspaceId: known.id, connection };
}

async function read(
  deps: ApiDeps,
  authenticator: Authenticator,
  context: Context,
  { connector, parts }: ReadyConnection,
): Promise<ProductAnswer | null> {
  const address = addressOf(context);
  authenticator.admit(address);
  const answers = connector.asking!.answers!;
  const body = await readBody(context.req.raw, MAX_BYTES);
  try {
    return answers.read({ headers: context.req.header(), body }, parts.secrets[answers.secret]!, deps.clock.now());
  } catch (error) {
    if (isCordonError(error) && error.code === "ingest.bad-signature") authenticator.failed(address);
    throw error;
  }
}

async function hear(deps: ApiDeps, workspaceId: string, connection: ReadyConnection, pressed: ProductAnswer) {
  const came = await count(deps, workspaceId, connection.name, pressed).then(
    (words) => ({ words, decided: true }),
    (error) => {
      if (!isCordonError(error) || error.root !== "refused") throw error;
      return { words: error.message, decided: error.code === "approval.link-used" };
    },
  );
  const bounds = { idempotencyKey: `answer:${sha256(pressed.token)}`, timeoutMs: TELL_TIMEOUT_MS };
  const telling = { ...connection.parts, ...bounds };
  void invokeTell(connection.connector, telling, pressed, came.words, came.decided).catch((error) =>
    deps.log.warn({ connection: connection.name, error: toErrorJson(error) }, "an answer was heard, and not confirmed"),
  );
}

async function count(deps: ApiDeps, workspaceId: string, name: string, pressed: ProductAnswer): Promise<string> {
  const hash = sha256(pressed.token);
  const { system } = deps.database;
  const link = await findLink(system, hash);
  if (link === null || !link.good || link.workspaceId !== workspaceId || link.connection !== name) throw gone();
  if ((await addressOfPerson(system, workspaceId, link.person, name)) !== pressed.address)
    throw new RefusedError("approval.not-yours", "This question was put to somebody else.");
  const comment = pressed.answer === "denied" ? "No reason given." : null;
  return outcomeText(
    await answerByLink(deps, link, hash, { answer: pressed.answer, argsHash: link.argsHash, comment }),
  );
}
