import { RefusedError } from "../../errors.ts";
import { reviewNow } from "../../measure/calendar-review.ts";
import type { AccessRow } from "../../model/access-review.ts";
import { accessRows, answerAccess } from "../../store/access-review.ts";
import { type Client, transaction } from "../../store/database.ts";
import { disablePerson, hasOtherAdmin } from "../../store/membership.ts";
import { endDelegation } from "../../store/on-call.ts";
import { readReview } from "../../store/review-read.ts";
import { endSessions } from "../../store/session.ts";
import { revokeToken, revokeTokensOf } from "../../store/token.ts";
import { type Authenticator, notFound } from "../authenticate.ts";
import * as contract from "../contract/access-review.ts";
import { idParams as params } from "../contract/page.ts";
import type { Review } from "../contract/review.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, type Route, route } from "../door.ts";

const tag = "reviews";
const needs = ADMINS;
const answer = contract.AccessReview;

/** Access reviews: who holds which token, role or delegation, and whether they keep it. They are listed, and closed, with the other reviews. */
export function accessReviewRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  return [run(deps), readOne(deps), answerRows(deps, authenticator)];
}

function run({ database, clock }: ApiDeps): Route {
  const summary = "Write this quarter's access review now";
  return route(
    { method: "post", path: "/v1/access-reviews", tag, summary, needs, status: 201, answer },
    ({ caller: { workspaceId }, actor: by }) =>
      transaction(database.system, async (client) => {
        const id = await reviewNow(client, workspaceId, "access", { by, now: clock.now() });
        if (id === null) throw new RefusedError("api.conflict", "This quarter's access review is there already.");
        return whole(client, workspaceId, id);
      }),
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read an access review with its rows";
  return route(
    { method: "get", path: "/v1/access-reviews/{id}", tag, summary, needs, params, answer },
    ({ caller: { workspaceId }, params: { id } }) =>
      transaction(database.system, (client) => whole(client, workspaceId, id)),
  );
}

function answerRows({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Say of rows whether they are kept; what is revoked is taken away at once";
  const body = contract.AccessAnswers;
  return route(
    {
      method: "post",
      path: "/v1/access-reviews/{id}/answers",
      tag,
      summary,
      needs,
      recent: true,
      params,
      body,
      answer,
    },
    async ({ caller: { workspaceId, person }, actor: by, params: { id }, body: { answers } }) => {
      const answered = await transaction(database.system, async (client) => {
        const { rows, status } = await whole(client, workspaceId, id);
        if (status !== "open") throw new RefusedError("api.conflict", "The review was answered already.");
        for (const { kind, subject, ...said } of answers) {
          const row = rows.find((one) => one.kind === kind && one.subject === subject);
          if (row === undefined) throw notFound(kind, subject, subjectsOf(rows, kind));
          await refuseOwn(client, workspaceId, row, person);
          const carriedOut = said.answer === "revoke" ? await revoke(client, workspaceId, row, by) : null;
          if (await answerAccess(client, workspaceId, id, { kind, subject, ...said, by, carriedOut })) continue;
          throw new RefusedError("api.conflict", `Somebody said already what becomes of ${kind} ${subject}.`);
        }
        return whole(client, workspaceId, id);
      });
      forget();
      return answered;
    },
  );
}

/** Nobody answers for their own access, where somebody else can. */
async function refuseOwn(client: Client, workspaceId: string, { holder }: AccessRow, person: string): Promise<void> {
  if (holder !== person || !(await hasOtherAdmin(client, workspaceId, person))) return;
  throw new RefusedError("review.own-access", "This is your own access; another admin says whether you keep it.");
}

/** False when it was gone already. */
async function revoke(client: Client, workspaceId: string, row: AccessRow, by: string): Promise<boolean> {
  if (row.roles.includes("admin") && !(await hasOtherAdmin(client, workspaceId, row.holder)))
    throw new RefusedError("people.last-admin", `${row.holder} is the last admin here; make another one first.`);
  if (row.kind === "token") return revokeToken(client, workspaceId, row.subject, by);
  if (row.kind === "delegation") return endDelegation(client, workspaceId, row.subject, by);
  const disabled = await disablePerson(client, workspaceId, row.subject, by);
  await endSessions(client, { person: row.subject, workspaceId }, by);
  await revokeTokensOf(client, workspaceId, row.subject, by);
  return disabled;
}

function subjectsOf(rows: readonly AccessRow[], kind: string): string[] {
  return rows.filter((row) => row.kind === kind).map(({ subject }) => subject);
}

async function whole(client: Client, workspaceId: string, id: string): Promise<Review & { rows: AccessRow[] }> {
  const review = (await readReview(client, workspaceId, id)) as Review | null;
  if (review === null || review.kind !== "access") throw notFound("access review", id);
  return { ...review, rows: await accessRows(client, workspaceId, id) };
}
