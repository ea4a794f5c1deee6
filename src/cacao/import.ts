/** A CACAO 2.0 document as a playbook of ours. */
import { checkPlaybook } from "../playbook/check.ts";
import type { Finding } from "../playbook/finding.ts";
import { byPlace } from "../playbook/finding.ts";
import type { Library } from "../playbook/library.ts";
import { nameFrom } from "../playbook/plain-text.ts";
import type { WrittenDeclaration, WrittenPlaybook } from "../playbook/written-form.ts";
import { yamlOf } from "../playbook/written-form-yaml.ts";
import { EXTENSION } from "./cacao-id.ts";
import type { CacaoDocument } from "./document.ts";
import { oneText } from "./foreign-text.ts";
import { importSteps } from "./import-steps.ts";
import { Importing, type ImportOptions } from "./importing.ts";
import { markingLines } from "./markings.ts";
import { readDocument } from "./read-document.ts";
import { readVariables } from "./variables.ts";

/** What another product declares and never uses, and what people answer without a step that asks for it, was not written here. */
export const NEEDLESS: ReadonlySet<string> = new Set(["playbook.unused-variable", "playbook.unused-output"]);

export interface ImportedPlaybook {
  /** Its name and YAML; null when there is an error among the findings. */
  playbook: { name: string; source: string } | null;
  /** About the document by its places, and about the YAML made of it by `<name>/playbook.yaml`. */
  findings: Finding[];
}

/**
 * Imports one document. Never throws for a text. Nothing is left out in silence: what the language has no step for is given to people, with a
 * warning that says why. The result has passed the checker; `library` holds the playbooks that it may call.
 */
export function importCacao(text: string, options: ImportOptions & { library?: Library }): ImportedPlaybook {
  const { document, remarks } = readDocument(text, options.file);
  const failed = (): ImportedPlaybook => ({ playbook: null, findings: remarks.all.sort(byPlace) });
  if (document === null) return failed();
  if ((document.signatures ?? []).length > 0)
    remarks.warn("cacao.unverified", "/signatures", "the signatures of this playbook are not verified");
  const importing = new Importing(document, readVariables(document, remarks), remarks, options);
  const steps = importSteps(importing);
  if (remarks.all.some(({ severity }) => severity === "error")) return failed();
  const written = { ...headOf(document, importing), steps };
  const source = yamlOf(written);
  const file = `${written.playbook}/playbook.yaml`;
  const checked = checkPlaybook(source, {
    file,
    ...(options.library === undefined ? {} : { library: options.library }),
  });
  const findings = [...remarks.all.sort(byPlace), ...checked.findings.filter(({ code }) => !NEEDLESS.has(code))];
  return { playbook: checked.program === undefined ? null : { name: written.playbook, source }, findings };
}

function headOf(document: CacaoDocument, importing: Importing): Omit<WrittenPlaybook, "steps"> {
  const own = (document.playbook_extensions?.[EXTENSION] as { playbook?: Partial<WrittenPlaybook> } | undefined)
    ?.playbook;
  const name = oneText(document.name, "Imported playbook").replaceAll("\n", " ").slice(0, 200);
  const common = {
    title: name,
    description: [oneText(document.description, name), ...markingLines(document)].join("\n"),
  };
  if (typeof own === "object" && own !== null) {
    const { title = common.title, description = common.description } = own;
    return { ...(own as WrittenPlaybook), title, description };
  }
  const declared = [...importing.variables.values()].map((one): [string, WrittenDeclaration] => [
    one.name,
    one.declaration,
  ]);
  const flags = importing.flags.map((flag): [string, WrittenDeclaration] => [
    flag,
    { type: "boolean", default: false },
  ]);
  const variables = Object.fromEntries([...declared, ...flags]);
  return {
    playbook: nameFrom(name, "imported"),
    ...common,
    maturity: "sandbox",
    trigger: "true",
    "default-queue": importing.queue,
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
  };
}
