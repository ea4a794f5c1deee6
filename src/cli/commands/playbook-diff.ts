/** `cordon playbook diff`: what is different between two versions, or a file and the version in force. */
import { existsSync } from "node:fs";
import type { Command } from "commander";
import type { PlaybookDiff } from "../../api/contract/version.ts";
import { InputError } from "../../errors.ts";
import { versionNumber } from "../options.ts";
import { playbooksAt } from "../read-content.ts";
import { safeLine, safeLines } from "../safe-text.ts";
import { does } from "../session.ts";

interface Options {
  from?: number;
  to?: number;
}

export function addDiff(playbook: Command): void {
  const diff = playbook
    .command("diff")
    .description("say what is different between two versions, or a file and a version; ! marks what may do more")
    .argument("<playbook>", "its name, or a folder with playbook.yaml")
    .option("--from <version>", "the one in force unless given", versionNumber)
    .option("--to <version>", "the newest unless given", versionNumber);
  does<[string], Options>(diff, async ({ client, say }, options, which) => {
    const answer = await client.send<PlaybookDiff>("POST", "/v1/playbooks/diff", await requestOf(which, options));
    say(answer, () => diffText(answer));
  });
}

async function requestOf(which: string, options: Options): Promise<object> {
  if (!/[./\\]/.test(which) || !existsSync(which)) return { name: which, ...options };
  const [one, ...others] = await playbooksAt([which]);
  if (one === undefined || others.length > 0 || options.to !== undefined)
    throw new InputError("cli.unreadable", `${which}: expected one folder with playbook.yaml, and then no --to.`);
  return { name: one.name, source: one.source, ...options };
}

function diffText({ name, from, to, changes }: PlaybookDiff): string {
  const [older, newer] = [from === null ? "nothing" : `${name}@${from}`, to === null ? "the file" : `${name}@${to}`];
  if (changes.length === 0) return safeLine(`${newer} is the same as ${older}.`);
  return safeLines([`From ${older} to ${newer}:`, ...changes.map(({ text }) => text)].join("\n"));
}
