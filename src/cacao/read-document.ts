/** From a file to a CACAO document whose every reference leads somewhere. */
import { InputError } from "../errors.ts";
import { linePlace } from "../expression/fault.ts";
import { nearestName } from "../expression/nearest.ts";
import { type Finding, Findings } from "../playbook/finding.ts";
import { CacaoDocument, REQUIRED } from "./document.ts";
import { type PlacedJson, pointerTo, readPlacedJson } from "./json-places.ts";
import { TLP_MARKINGS } from "./markings.ts";

/** Where findings about a document go: by JSON pointer. */
export class Remarks {
  readonly #findings = new Findings();
  readonly #file: string;
  readonly #text: string;
  readonly #json: PlacedJson;

  constructor(file: string, text: string, json: PlacedJson) {
    this.#file = file;
    this.#text = text;
    this.#json = json;
  }

  get all(): Finding[] {
    return this.#findings.all;
  }

  error(code: string, pointer: string, message: string, fix?: string): void {
    this.#findings.error(code, this.#place(pointer), `${pointer || "/"}: ${message}`, fix === undefined ? {} : { fix });
  }

  warn(code: string, pointer: string, message: string, fix?: string): void {
    this.#findings.warn(code, this.#place(pointer), `${pointer || "/"}: ${message}`, fix === undefined ? {} : { fix });
  }

  #place(pointer: string) {
    return { file: this.#file, ...linePlace(this.#text, this.#json.offsetOf(pointer)) };
  }
}

export interface ReadDocument {
  /** Null when there is an error among the findings. */
  document: CacaoDocument | null;
  remarks: Remarks;
}

/** Reads and checks a document. Never throws for a text: what is wrong is among the remarks. */
export function readDocument(text: string, file: string): ReadDocument {
  let json: PlacedJson;
  try {
    json = readPlacedJson(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { line, column } = error.details as { line: number; column: number };
    const at =
      text
        .split("\n")
        .slice(0, line - 1)
        .join("\n").length +
      (line > 1 ? 1 : 0) +
      column -
      1;
    const remarks = new Remarks(file, text, { value: null, offsetOf: () => at });
    remarks.error(error.code, "", error.message);
    return { document: null, remarks };
  }
  const remarks = new Remarks(file, text, json);
  const parsed = CacaoDocument.safeParse(json.value);
  for (const issue of parsed.error?.issues ?? [])
    remarks.error(
      "cacao.shape",
      issue.path.reduce<string>((at, key) => pointerTo(at, String(key)), ""),
      issue.message,
    );
  if (parsed.data !== undefined) checkReferences(parsed.data, remarks);
  const sound = remarks.all.every(({ severity }) => severity !== "error");
  return { document: sound ? (parsed.data ?? null) : null, remarks };
}

function checkReferences(document: CacaoDocument, remarks: Remarks): void {
  const { workflow } = document;
  const step = (id: string | undefined, pointer: string) => knows(workflow, id, pointer, "a step", remarks);
  step(document.workflow_start, "/workflow_start");
  step(document.workflow_exception, "/workflow_exception");
  const start = workflow[document.workflow_start];
  if (start !== undefined && start.type !== "start")
    remarks.error("cacao.shape", "/workflow_start", `a workflow begins with a start step, and this is ${start.type}`);
  for (const [id, each] of Object.entries(workflow)) {
    const at = pointerTo("/workflow", id);
    for (const key of REQUIRED[each.type])
      if (each[key] === undefined) remarks.error("cacao.shape", at, `a step of type ${each.type} has no "${key}"`);
    for (const key of ["on_completion", "on_success", "on_failure", "on_true", "on_false"] as const)
      step(each[key], pointerTo(at, key));
    for (const [index, next] of (each.next_steps ?? []).entries()) step(next, pointerTo(`${at}/next_steps`, index));
    for (const [name, next] of Object.entries(each.cases ?? {})) step(next, pointerTo(`${at}/cases`, name));
    knows(document.agent_definitions ?? {}, each.agent, pointerTo(at, "agent"), "an agent", remarks);
    const targets = { ...document.target_definitions, ...document.agent_definitions };
    for (const [index, target] of (each.targets ?? []).entries())
      knows(targets, target, pointerTo(`${at}/targets`, index), "a target", remarks);
  }
  for (const [index, marking] of (document.markings ?? []).entries())
    knows(
      { ...TLP_MARKINGS, ...document.data_marking_definitions },
      marking,
      `/markings/${index}`,
      "a marking",
      remarks,
    );
}

function knows(known: object, id: string | undefined, pointer: string, what: string, remarks: Remarks): void {
  if (id === undefined || Object.hasOwn(known, id)) return;
  const near = nearestName(id, Object.keys(known));
  const fix = near === undefined ? "define it, or take the reference away" : `did you mean "${near}"?`;
  remarks.error("cacao.dangling", pointer, `"${id}" is not ${what} of this playbook`, fix);
}
