import type { Command } from "commander";
import type { AccessReview } from "../../api/contract/access-review.ts";
import { InputError } from "../../errors.ts";
import type { AccessRow } from "../../model/access-review.ts";
import { part } from "../options.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { fields, section, table, time } from "../show.ts";

/** `cordon access-review …`. */
export function accessReviewCommands(cordon: Command): void {
  const review = cordon
    .command("access-review")
    .description("who holds which token, role or delegation, gone through each quarter; listed with: review list");
  const run = review.command("run").description("write this quarter's access review now");
  does<[], object>(run, async ({ client, say }) => {
    const one = await client.send<AccessReview>("POST", "/v1/access-reviews", {});
    say(one, () => textOf(one));
  });
  const show = review.command("show").description("show an access review with its rows").argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const one = await client.get<AccessReview>(`/v1/access-reviews/${part(id)}`);
    say(one, () => textOf(one));
  });
  const keep = review.command("keep").description("say that holders keep what they have");
  const revoke = review.command("revoke").description("take away what holders have, at once");
  for (const command of [keep, revoke]) {
    command
      .argument("<id>", "of the review")
      .argument("<subjects...>", "a kind, a colon and a subject as shown, such as token:<id> or person:ada")
      .requiredOption("--reason <text>", "why; it goes to the record");
    does<[string, string[]], { reason: string }>(command, async ({ client, say }, { reason }, id, subjects) => {
      const answers = subjects.map((subject) => ({ ...readSubject(subject), answer: command.name(), reason }));
      const one = await client.send<AccessReview>("POST", `/v1/access-reviews/${part(id)}/answers`, { answers });
      say(one, () => safeLines(leftText(one)));
    });
  }
}

function readSubject(text: string): { kind: string; subject: string } {
  const [, kind = "", subject = ""] = /^(token|person|delegation):(.+)$/s.exec(text) ?? [];
  if (kind !== "") return { kind, subject };
  throw new InputError("cli.bad-pair", `"${text}" is no subject; expected token:, person: or delegation: and a name.`);
}

function leftText({ id, rows }: AccessReview): string {
  const left = rows.filter(({ answer }) => answer === null).length;
  return left === 0
    ? `Every row is answered. To close it: cordon review answer ${id} --text …`
    : `${left} of ${rows.length} rows wait for an answer.`;
}

function textOf(one: AccessReview): string {
  const head = fields([
    ["review", one.id],
    ["period", `${time(one.from)} to ${time(one.to)}`],
    ["status", one.status],
    ["owner", one.owner],
    ["due", time(one.dueAt)],
    ["findings", one.findings.map((finding) => (finding as { text?: string }).text ?? "").join(" ")],
  ]);
  const rows = one.rows.map((row) => [
    subjectOf(row),
    row.holder,
    row.roles.join(", "),
    row.note,
    time(row.lastUsedAt),
    answerOf(row),
  ]);
  const titles = ["subject", "holder", "roles", "what", "last used", "answer"];
  return [head, section("Held", table(titles, rows, { spare: ["what"] })), "", leftText(one)].join("\n");
}

function subjectOf({ kind, subject }: AccessRow): string {
  return `${kind}:${subject}`;
}

function answerOf({ answer, answeredBy, carriedOut }: AccessRow): string | null {
  if (answer === null) return null;
  return `${answer} by ${answeredBy}${carriedOut === false ? " (was gone already)" : ""}`;
}
