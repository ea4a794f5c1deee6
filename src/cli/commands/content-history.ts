import type { Command } from "commander";
import type { AppliedVersion, VersionChanges } from "../../api/contract/content.ts";
import { versionNumber } from "../options.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { table, time } from "../show.ts";

/** `cordon taxonomy history` and `cordon policy history`, alike. */
export function addHistory(content: Command, path: string): void {
  const history = content
    .command("history")
    .description("list all versions, or say what one changed")
    .argument("[number]", "a version", versionNumber);
  does<[number?], object>(history, async ({ client, say }, _options, number) => {
    if (number === undefined) {
      const page = await client.get<{ items: AppliedVersion[] }>(path);
      say(page, () => table(["version", "since", "by", "why"], page.items.map(row)));
      return;
    }
    const { from, changes } = await client.get<VersionChanges>(`${path}/${number}/changes`);
    const against = from === null ? "It was the first." : `Beside version ${from}:`;
    say({ from, changes }, () => [against, ...changes.map(({ text }) => safeLines(text))].join("\n"));
  });
}

function row({ number, createdAt, createdBy, reason }: AppliedVersion): (string | number)[] {
  return [number, time(createdAt), createdBy, reason === "" ? "–" : reason];
}
