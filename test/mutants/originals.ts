/** Playbooks without faults: the shipped ones, and what is imported of other products' where their documents are at hand. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { importCacao, NEEDLESS } from "../../src/cacao/import.ts";
import { libraryOf } from "../../src/playbook/library.ts";
import { loadPlaybooks } from "../../src/playbook/load.ts";
import type { Original } from "./mutant.ts";

/** Those in `playbooks/`. */
export async function shipped(): Promise<Original[]> {
  const all = await loadPlaybooks(fileURLToPath(new URL("../../playbooks", import.meta.url)));
  const library = libraryOf(all);
  return all.map(({ name, source }) => ({
    name,
    file: `playbooks/${name}/playbook.yaml`,
    source,
    library,
    unsaid: new Set(),
  }));
}

/** What CACAO documents below a folder become; those that cannot be imported, and those with remarks by the checker, are left out. */
export function imported(corpora: string): Original[] {
  if (!existsSync(`${corpora}/cacao`)) return [];
  return globSync(`${corpora}/cacao/playbooks/**/*.json`).flatMap((path) => {
    const text = readFileSync(path, "utf8");
    if (!/"type"\s*:\s*"playbook"/.test(text)) return [];
    const { playbook, findings } = importCacao(text, { file: path, connections: new Map([["httpbin", "web"]]) });
    if (playbook === null || findings.some(({ code }) => !code.startsWith("cacao."))) return [];
    return [{ ...playbook, file: `${playbook.name}/playbook.yaml`, library: () => null, unsaid: NEEDLESS }];
  });
}
