/** Tells people that they are asked: each at the addresses they have, with a right to answer that is theirs alone. */

import { randomBytes } from "node:crypto";
import { invokeAsk, type Question } from "../connector/asking.ts";
import { RefusedError, toErrorJson } from "../errors.ts";
import { sha256 } from "../ids.ts";
import type { Log } from "../log.ts";
import { wordLines } from "../model/words.ts";

import { keepLink } from "../store/approval-link.ts";
import { claimNotices, type DueNotice, noticeFailed, noticeSent, planNotices } from "../store/approval-notice.ts";
import { freeNotices } from "../store/claims.ts";
import { type Database, transaction } from "../store/database.ts";
import { newOwed } from "../store/owed.ts";
import type { ResponseContent } from "./content.ts";

export interface AskPeopleDeps {
  database: Database;
  /** Who takes notices up: when it dies, others send them at once. */
  worker: string;
  content(workspaceId: string): Promise<ResponseContent>;
  /** Where people reach this installation, without a slash at the end; empty before it is known. */
  publicUrl(): string;
  log: Log;
}

const AT_ONCE = 20;
const SEND_TIMEOUT_MS = 30_000;
const MAX_BACKOFF_MS = 5 * 60_000;
/** A question that escalates stays open for whoever was asked before: its links outlive a round this often. */
const ROUNDS = 10;

/** For a loop: writes down who is to be told of new rounds, and tells whoever is due; answers how many were taken up. Not to be called twice at a time. */
export function newAskPeople(deps: AskPeopleDeps): () => Promise<number> {
  const { system } = deps.database;
  const notices = newOwed<string>((ids) => freeNotices(system, deps.worker, ids));
  return async () => {
    if (deps.publicUrl() === "") return 0;
    await notices.settle();
    for (let planned = 0; planned < AT_ONCE; planned += 1) if (!(await transaction(system, planNotices))) break;
    const due = await claimNotices(system, deps.worker, AT_ONCE);
    const told = await Promise.allSettled(due.map((notice) => notices.holding(notice.id, () => tell(deps, notice))));
    for (const one of told) if (one.status === "rejected") throw one.reason;
    return due.length;
  };
}

async function tell(deps: AskPeopleDeps, notice: DueNotice): Promise<void> {
  const { system } = deps.database;
  try {
    const connections = (await deps.content(notice.workspaceId)).connections;
    const connection = connections.find(({ name }) => name === notice.connection);
    if (connection === undefined)
      throw new RefusedError("connector.cannot-ask", `The connection "${notice.connection}" is gone.`);
    const question = await questionOf(deps, notice);
    const bounds = { idempotencyKey: `notice:${notice.id}`, timeoutMs: SEND_TIMEOUT_MS };
    await invokeAsk(connection.connector, { ...connection.parts, ...bounds }, notice.address, question);
    await noticeSent(system, notice.id);
  } catch (thrown) {
    const error = toErrorJson(thrown);
    const wait = Math.min(5_000 * 2 ** Math.min(notice.attempts - 1, 20), MAX_BACKOFF_MS);
    const again = error.root === "transient" ? new Date(Date.now() + wait) : null;
    deps.log.warn({ approval: notice.approvalId, connection: notice.connection, error }, "somebody could not be asked");
    await noticeFailed(system, notice.id, error, again);
  }
}

/** 256 random bits stand for the right to answer; each attempt at telling makes new ones, since they are kept nowhere. */
async function questionOf(deps: AskPeopleDeps, notice: DueNotice): Promise<Question> {
  const token = randomBytes(32).toString("base64url");
  const { expiresAt, onExpiry } = notice;
  const left = Math.max(expiresAt.getTime() - Date.now(), 0);
  const until = onExpiry === "escalate" ? new Date(Date.now() + left * ROUNDS) : expiresAt;
  await keepLink(deps.database.system, sha256(token), notice, until);
  const instead = notice.insteadOf === null ? [] : [["Asked in place of", notice.insteadOf] as const];
  return {
    title: notice.summary,
    lines: [...wordLines(notice.words), ...instead],
    link: `${deps.publicUrl()}/answer/${token}`,
    token,
    expiresAt: expiresAt.toISOString(),
  };
}
