/** `cordon audit …`: who did what, and what proves it. */
import type { Command } from "commander";
import type { AuditEntry, AuditKeys, AuditProof } from "../../api/contract/audit.ts";
import { count, moment, part } from "../options.ts";
import { does } from "../session.ts";
import { compact, emptyText, table, time } from "../show.ts";
import { writeNew } from "../write-new.ts";
import { addVerify } from "./audit-verify.ts";

export function auditCommands(cordon: Command): void {
  const audit = cordon.command("audit").description("who did what, and what proves it");
  addList(audit);
  addExport(audit);
  addVerify(audit);
  const proof = audit
    .command("proof")
    .description("fetch what proves that an entry is in the signed log")
    .argument("<id>")
    .option("--out <file>", "a new file, instead of standard output");
  does<[string], { out?: string }>(proof, async ({ client, say }, { out }, id) => {
    const found = await client.get<AuditProof>(`/v1/audit/${part(id)}/proof`);
    if (out !== undefined) await writeNew(out, [Buffer.from(`${JSON.stringify(found)}\n`)]);
    say(found, () =>
      out === undefined ? compact(found) : `Entry ${found.index}. Check it: cordon audit verify ${out}`,
    );
  });
  const key = audit
    .command("key")
    .description(
      "print the keys that the log is signed with, the newest first; keep them where nobody who can reach Cordon can change them",
    );
  does<[], object>(key, async ({ client, say }) => {
    const found = await client.get<AuditKeys>("/v1/audit/key");
    say(found, () => found.keys.join("\n"));
  });
}

interface ListOptions {
  limit: number;
  [filter: string]: string | number | undefined;
}

function addList(audit: Command): void {
  const list = audit
    .command("list")
    .description("list who did what, newest first")
    .option("--actor <actor>", "such as token:ann, or system")
    .option("--action <action>", "such as containment-extended")
    .option("--subject-type <type>", "such as incident or effect")
    .option("--subject-id <id>")
    .option("--from <time>", "a time, or 7d for a week ago", moment)
    .option("--to <time>", "and before then", moment)
    .option("--limit <count>", "at most so many", count, 50);
  does<[], ListOptions>(list, async ({ client, say }, { limit, ...filter }) => {
    const page = await client.list<AuditEntry>("/v1/audit", filter, limit);
    const rows = page.items.map((one) => [
      one.id,
      time(one.at),
      one.actor,
      one.action,
      `${one.subjectType} ${one.subjectId}`,
      compact(one.details),
    ]);
    say(page, () =>
      table(["id", "at", "actor", "action", "subject", "details"], rows, {
        spare: ["details", "at"],
        empty: emptyText("entries", filter),
      }),
    );
  });
}

function addExport(audit: Command): void {
  const command = audit
    .command("export")
    .description("hand the log on, signed, with what proves that nothing of it was changed")
    .option("--from <time>", "a time, or 90d for 90 days ago; else from the beginning", moment)
    .option("--to <time>", "and before then; else to this moment", moment)
    .option("--out <file>", "a new file, instead of standard output");
  does<[], { from?: string; to?: string; out?: string }>(command, async ({ client, say }, { out, ...time }) => {
    const lines = await writeNew(out, await client.stream("/v1/audit/export", time));
    if (out !== undefined)
      say({ file: out, lines }, () => `${out}: ${lines} lines. Check it: cordon audit verify ${out}`);
  });
}
