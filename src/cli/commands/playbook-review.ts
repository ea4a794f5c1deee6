/** `cordon playbook review`: what waits for a second person, and what one of them has to know. */
import type { Command } from "commander";
import type { PlaybookDiff, StandingList, StandingVersion } from "../../api/contract/version.ts";
import { InputError } from "../../errors.ts";
import type { Client } from "../client.ts";
import { part, versionNumber } from "../options.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { fields, section, table, time } from "../show.ts";

export function addReview(playbook: Command): void {
  const review = playbook
    .command("review")
    .description("list the drafts that wait for a second person, or show what one of them changes")
    .argument("[name]")
    .option("--version <version>", "which version; the newest draft unless given", versionNumber);
  does<[string | undefined], { version?: number }>(review, async ({ client, say }, { version }, name) => {
    if (name === undefined) {
      const page = await client.get<StandingList>("/v1/playbook-drafts");
      return say(page, () => draftTable(page.items));
    }
    const { items } = await client.get<StandingList>(`/v1/playbooks/${part(name)}/versions`);
    const draft = items.find(({ number, status }) => (version === undefined ? status === "draft" : number === version));
    if (draft === undefined)
      throw new InputError(
        "cli.nothing-to-review",
        `${name} has no ${version === undefined ? "draft" : `version ${version}`}.`,
      );
    const diff = await diffTo(client, draft);
    say({ ...draft, diff }, () => reviewText(draft, diff));
  });
}

function draftTable(drafts: StandingVersion[]): string {
  const rows = drafts.map((one) => [one.name, one.number, time(one.since), one.submittedBy, one.stale.join(", ")]);
  const head = ["playbook", "version", "since", "by", "checked against another"];
  return table(head, rows, { empty: "Nothing waits for a review." });
}

function diffTo(client: Client, { name, number }: StandingVersion): Promise<PlaybookDiff> {
  return client.send<PlaybookDiff>("POST", "/v1/playbooks/diff", { name, to: number });
}

function reviewText(draft: StandingVersion, { from, changes }: PlaybookDiff): string {
  const { name, number } = draft;
  const head = fields([
    ["playbook", `${name}@${number}, ${draft.status}`],
    ["written by", draft.createdBy],
    ["submitted by", `${draft.submittedBy}, ${time(draft.since)}`],
    ["checked against another", draft.stale.join(", ") || "nothing: its contracts are those of today"],
    ["compared with", from === null ? "nothing: none is in force" : `${name}@${from}, which is in force`],
  ]);
  const lines = changes.length === 0 ? "Nothing." : safeLines(changes.map(({ text }) => text).join("\n"));
  const next = `\nNext: cordon playbook approve ${name} --version ${number}, or reject with --comment.`;
  return `${head}\n${section("What changes (! may do more)", lines)}\n${safeLines(next)}`;
}
