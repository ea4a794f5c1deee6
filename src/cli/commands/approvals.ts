import type { Command } from "commander";
import type { ApprovalDetail } from "../../api/contract/approval.ts";
import { wordLines } from "../../model/words.ts";

import { byIncident } from "../incident-filter.ts";
import { argsHash, count, part } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, fields, section, table, time } from "../show.ts";
import { effectText } from "./effects.ts";
import { addDelegations } from "./on-call.ts";

/** `cordon approvals …`. */
export function approvalCommands(cordon: Command): void {
  const approvals = cordon.command("approvals").description("say yes or no to what scope does not decide");
  addList(approvals);
  const show = approvals.command("show").description("show an approval with the exact effect").argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const one = await client.get<ApprovalDetail>(`/v1/approvals/${part(id)}`);
    say(one, () => detailText(one));
  });
  const approve = approvals
    .command("approve")
    .description("say yes to the effect, once")
    .option("--comment <text>", "why");
  addAnswer(approve, "approve");
  const refuse = approvals
    .command("refuse")
    .description("say no to the effect")
    .requiredOption("--reason <text>", "why");
  addAnswer(refuse, "refuse");
  addDelegations(approvals);
}

function addList(approvals: Command): void {
  const list = approvals
    .command("list")
    .description("list approvals")
    .option("--status <statuses>", "pending, approved, denied, expired, proceeded", "pending")
    .option("--incident <incident>", "its number or id")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; [filter: string]: string | number }>(
    list,
    async ({ client, say }, { limit, ...filter }) => {
      const page = await client.list<ApprovalDetail>("/v1/approvals", await byIncident(client, filter), limit);
      const rows = page.items.map((one) => [
        one.id,
        one.status,
        one.summary,
        yesText(one),
        time(one.expiresAt),
        one.decidedBy,
      ]);
      const empty = filter.status === "pending" ? "Nothing waits for a yes or no." : emptyText("approvals", filter);
      say(page, () =>
        table(["id", "status", "effect", "yes", "expires", "decided by"], rows, {
          spare: ["decided by", "expires", "status", "yes"],
          empty,
        }),
      );
    },
  );
}

function addAnswer(command: Command, verb: "approve" | "refuse"): void {
  command
    .argument("<id>")
    .option("--args-hash <hash>", "the arguments hash that was seen; another effect is not answered", argsHash);
  does<[string], { comment?: string; reason?: string; argsHash?: string }>(
    command,
    async ({ client, say }, answer, id) => {
      const one = await client.send<ApprovalDetail>("POST", `/v1/approvals/${part(id)}/${verb}`, answer);
      const open = one.status === "pending" ? ` (${yesText(one)} said yes)` : "";
      say(one, () => `${one.status}${open}: ${one.summary}`);
    },
  );
}

function yesText({ votes, terms }: ApprovalDetail): string {
  return `${votes.filter(({ answer }) => answer === "approved").length} of ${terms.approvers}`;
}

function detailText(one: ApprovalDetail): string {
  const head = fields([
    ["approval", one.id],
    ...wordLines(one.words).map(([label, text]): [string, string] => [label.toLowerCase(), text]),
    ["status", one.status],
    ["said yes", yesText(one)],
    ["asked", time(one.requestedAt)],
    ["expires", time(one.expiresAt)],
    ["escalated", one.round === 0 ? undefined : `${one.round} times`],
    ["decided", one.decidedBy === null ? undefined : `${time(one.decidedAt)} by ${one.decidedBy}`],
    ["comment", one.comment ?? undefined],
  ]);
  const votes = one.votes.map(({ person, answer, way, comment, at }) => [person, answer, way, time(at), comment]);
  const said =
    votes.length === 0 ? "" : `\n${section("Answers", table(["who", "answer", "by", "when", "why"], votes))}`;
  const effect = one.effect === null ? "" : `\n${section("Effect", effectText(one.effect))}`;
  return `${head}${said}${askedText(one)}${effect}`;
}

/** Whoever looks can still answer; that nobody was told is theirs to know, since silence has an end. */
function nobodyText(queue: string | null): string {
  const what = "Nobody was told: nobody who may answer and can be reached is on call";
  if (queue === null) return `${what}.`;
  return `${what} for the queue "${queue}". cordon on-call set ${queue} <person>; cordon on-call contact <person>`;
}

function askedText({ asked, status, terms }: ApprovalDetail): string {
  if (asked.length === 0 && status === "pending") return `\n${section("Asked", nobodyText(terms.queue))}`;
  if (asked.length === 0) return "";
  const rows = asked.map((one) => [one.person, one.insteadOf, one.connection, one.status, time(one.sentAt), one.error]);
  return `\n${section("Asked", table(["who", "in place of", "by", "status", "sent", "error"], rows))}`;
}
