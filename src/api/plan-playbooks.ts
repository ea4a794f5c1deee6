/** What a folder's playbooks would change. They are checked together: each may call what lies beside it. */
import { InputError } from "../errors.ts";
import { checkPlaybook } from "../playbook/check.ts";
import type { Surroundings } from "../playbook/check-surroundings.ts";
import { contractsOf } from "../playbook/contracts.ts";
import { libraryOf } from "../playbook/library.ts";
import type { Client } from "../store/database.ts";
import { type CheckedVersion, versionOf } from "../store/playbook-submit.ts";
import { playbookFinding } from "./content-findings.ts";
import { type ContentState, isShipped } from "./content-state.ts";
import type { Finding, SourceFile } from "./contract/content.ts";
import type { OfferedContent, PlannedItem } from "./contract/plan.ts";
import { changesOf } from "./playbook-changes.ts";

export interface PlannedPlaybook {
  item: PlannedItem;
  /** Null for one that would be taken out of force. */
  version: Omit<CheckedVersion, "by"> | null;
  /** The cases that lie beside it. */
  test: SourceFile | null;
}

export interface PlannedPlaybooks {
  planned: PlannedPlaybook[];
  unchanged: string[];
  /** In force as Cordon ships them, and not in the folder: they stay. */
  shipped: string[];
  /** Names of those that would be in force. */
  standing: ReadonlySet<string>;
  findings: Finding[];
}

/** What a folder put in force earlier and does not hold any more would be taken out of force; what it never held, and what is as Cordon ships it, is left alone. */
export async function planPlaybooks(
  client: Client,
  workspaceId: string,
  state: ContentState,
  offered: OfferedContent["playbooks"],
  surroundings: Surroundings,
): Promise<PlannedPlaybooks> {
  const standing = new Set(state.playbooks.keys());
  if (offered === null) return { planned: [], unchanged: [], shipped: [], standing, findings: [] };
  const names = new Set(offered.map(({ name }) => name));
  const removed = Object.keys(state.last?.held.playbooks ?? {}).filter(
    (name) => standing.has(name) && !names.has(name) && !isShipped(state, name),
  );
  for (const name of removed) standing.delete(name);
  const left = [...state.playbooks.values()].filter(({ name }) => standing.has(name) && !names.has(name));
  const library = libraryOf([...left.map((one) => ({ ...one, file: `${one.name}@${one.number}` })), ...offered]);
  const [planned, unchanged, findings]: [PlannedPlaybook[], string[], Finding[]] = [[], [], []];
  for (const { name, file, source, test } of offered) {
    const { program, hash, findings: found } = checkPlaybook(source, { file, library, surroundings });
    findings.push(...found.map(playbookFinding));
    if (program !== undefined && program.name !== name)
      throw new InputError("api.bad-body", `playbooks: the one offered as "${name}" is named "${program.name}".`);
    // What has errors is told of by its findings, and the taxonomy need not say so once more.
    if (program === undefined) standing.add(name);
    else {
      const version = { name: program.name, hash, source, program, contracts: contractsOf(program), test: test?.text };
      const item = await itemOf(client, workspaceId, state, version);
      if (item === null) unchanged.push(name);
      else planned.push({ item, version, test });
      if (item?.action !== "draft") standing.add(name);
    }
  }
  const shipped = left.map(({ name }) => name).filter((name) => isShipped(state, name));
  const all = [...planned, ...removed.map((name) => removal(state, name))];
  return { planned: all, unchanged, shipped, standing, findings };
}

/** Null for what is in force already. */
async function itemOf(
  client: Client,
  workspaceId: string,
  { playbooks, secondPerson }: ContentState,
  version: Omit<CheckedVersion, "by"> & { program: { capabilities: string[] } },
): Promise<PlannedItem | null> {
  const { name, source, program } = version;
  const known = await versionOf(client, workspaceId, version);
  if (known?.status === "in-force") return null;
  const before = playbooks.get(name) ?? null;
  const approved = !secondPerson || (known !== null && known.reviewedBy !== null && known.status !== "rejected");
  const action = !approved ? "draft" : before === null ? "create" : "change";
  const changes = changesOf(before, { source, program });
  const stale = { danger: false, text: "  ~ the playbook is checked against other contracts; its text is the same" };
  const told = changes.map(({ danger, text }) => ({ danger, text }));
  return { what: "playbook", name, action, from: before?.number ?? null, changes: told.length === 0 ? [stale] : told };
}

function removal({ playbooks }: ContentState, name: string): PlannedPlaybook {
  const from = playbooks.get(name)?.number ?? null;
  return { item: { what: "playbook", name, action: "remove", from, changes: [] }, version: null, test: null };
}
