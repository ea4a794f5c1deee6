/** A folder of content, and a plan as it was written down. */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OfferedContent } from "../api/contract/plan.ts";
import { InputError } from "../errors.ts";
import { playbooksAt, policyFiles, taxonomyFiles } from "./read-content.ts";
import type { WrittenPlan } from "./written-plan.ts";

/** What a folder holds in `playbooks`, `taxonomy` and `policies`. @throws InputError `cli.unreadable` when there is none of them. */
export async function contentAt(folder: string): Promise<OfferedContent> {
  const [playbooks, taxonomy, policies] = ["playbooks", "taxonomy", "policies"].map((name) => join(folder, name));
  const content = {
    playbooks: existsSync(playbooks!) ? await playbooksIn(playbooks!) : null,
    taxonomy: existsSync(taxonomy!) ? taxonomyFiles(taxonomy!) : null,
    policies: existsSync(policies!) ? await policyFiles(policies!) : null,
  };
  if (content.playbooks !== null || content.taxonomy !== null || content.policies !== null) return content;
  throw new InputError(
    "cli.unreadable",
    `There is no content in ${folder}; expected at least one of the folders playbooks, taxonomy and policies.`,
  );
}

async function playbooksIn(folder: string): Promise<OfferedContent["playbooks"]> {
  return (await playbooksAt([folder])).map(({ name, file, source, test }) => ({
    ...{ name, file, source },
    test: test === null ? null : { file: test.file, text: test.source },
  }));
}

/** Writes a plan where nothing is yet, for its owner alone. */
export function writePlan(file: string, plan: WrittenPlan): void {
  if (existsSync(file)) throw new InputError("cli.exists", `There is a file ${file} already; nothing was written.`);
  writeFileSync(file, `${JSON.stringify(plan)}\n`, { flag: "wx", mode: 0o600 });
}

/** The plan in a file; null for a folder. @throws InputError `cli.unreadable` for a file that is no plan. */
export async function readPlan(path: string): Promise<WrittenPlan | null> {
  if (!existsSync(path)) throw new InputError("cli.unreadable", `There is no file or folder ${path}.`);
  if (statSync(path).isDirectory()) return null;
  // The library of the schemas takes longer to load than all the rest, and most commands have no plan to read.
  const { WrittenPlan } = await import("./written-plan.ts");
  try {
    return WrittenPlan.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    const hint = "expected a folder, or a file that cordon plan --out wrote";
    throw new InputError("cli.unreadable", `${path} is no plan; ${hint}.`, { cause });
  }
}
