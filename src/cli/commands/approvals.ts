import type { Command } from "commander";
import type { ApprovalDetail } from "../../api/contract/run.ts";
import { byIncident } from "../incident-filter.ts";
import { count, part } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, fields, section, table, time } from "../show.ts";
import { effectText } from "./effects.ts";

/** `cordon approvals …`. */
export function approvalCommands(cordon: Command): void {
  const approvals = cordon.command("approvals").description("say yes or no to what scope does not decide");
  const list = approvals
    .command("list")
    .description("list approvals")
    .option("--status <statuses>", "pending, approved, denied, expired", "pending")
    .option("--incident <incident>", "its number or id")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; [filter: string]: string | number }>(
    list,
    async ({ client, say }, { limit, ...filter }) => {
      const page = await client.list<ApprovalDetail>("/v1/approvals", await byIncident(client, filter), limit);
      const rows = page.items.map((one) => [one.id, one.status, one.summary, time(one.expiresAt), one.decidedBy]);
      const empty = filter.status === "pending" ? "Nothing waits for a yes or no." : emptyText("approvals", filter);
      say(page, () =>
        table(["id", "status", "effect", "expires", "decided by"], rows, {
          spare: ["decided by", "expires", "status"],
          empty,
        }),
      );
    },
  );
  const show = approvals.command("show").description("show an approval with the exact effect").argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const one = await client.get<ApprovalDetail>(`/v1/approvals/${part(id)}`);
    say(one, () => detailText(one));
  });
  addAnswer(approvals, "approve", "say yes to the effect, once");
  addAnswer(approvals, "deny", "say no to the effect");
}

function addAnswer(approvals: Command, verb: "approve" | "deny", description: string): void {
  const command = approvals
    .command(verb)
    .description(description)
    .argument("<id>")
    .option("--comment <text>", "why")
    .option("--args-hash <hash>", "the arguments hash that was seen; another effect is not answered");
  does<[string], { comment?: string; argsHash?: string }>(
    command,
    async ({ client, say }, { comment, argsHash }, id) => {
      const one = await client.send<ApprovalDetail>("POST", `/v1/approvals/${part(id)}/${verb}`, { comment, argsHash });
      say(one, () => `${one.status}: ${one.summary}`);
    },
  );
}

function detailText(one: ApprovalDetail): string {
  const head = fields([
    ["approval", one.id],
    ["effect", one.summary],
    ["why asked", one.reason],
    ["status", one.status],
    ["asked", time(one.requestedAt)],
    ["expires", time(one.expiresAt)],
    ["decided", one.decidedBy === null ? undefined : `${time(one.decidedAt)} by ${one.decidedBy}`],
    ["comment", one.comment ?? undefined],
  ]);
  return one.effect === null ? head : `${head}\n${section("Effect", effectText(one.effect))}`;
}
