/** A draft as it lies in a folder, with the drafts of what it calls, as the server takes it. */
import { playbookFinding } from "../api/content-findings.ts";
import { InputError } from "../errors.ts";
import type { checkPlaybook } from "../playbook/check.ts";
import type { Program } from "../playbook/program.ts";
import { sayChecked } from "./checked.ts";
import { type FoundPlaybook, playbooksAt } from "./read-content.ts";
import type { Session } from "./session.ts";

export interface Draft {
  source: string;
  file: string;
  calls: { name: string; source: string; file: string }[];
}

/** @throws InputError `cli.unreadable` when it is not one playbook, or has errors; these are said before. */
export async function draftAt(session: Session, path: string): Promise<Draft> {
  const { checkPlaybook: check } = await import("../playbook/check.ts");
  const [one, ...others] = await playbooksAt([path]);
  if (one === undefined || others.length > 0)
    throw new InputError("cli.unreadable", `${path} is not one playbook; expected a folder with playbook.yaml.`);
  const { program, findings } = check(one.source, one);
  if (program === undefined) {
    sayChecked(session, findings.map(playbookFinding));
    throw new InputError("cli.unreadable", `${path} has errors.`);
  }
  return { source: one.source, file: one.file, calls: callsOf(one, program, check) };
}

/** Those that it calls, and what they call, as they lie beside it. */
function callsOf({ library }: FoundPlaybook, program: Program, check: typeof checkPlaybook): Draft["calls"] {
  const calls = new Map<string, Draft["calls"][number]>();
  const add = ({ calls: called = [] }: Program): void => {
    for (const { name } of called) {
      const found = calls.has(name) ? null : library(name);
      if (found === null) continue;
      calls.set(name, { name, ...found });
      const { program: inner } = check(found.source, { file: found.file, library });
      if (inner !== undefined) add(inner);
    }
  };
  add(program);
  return [...calls.values()];
}
