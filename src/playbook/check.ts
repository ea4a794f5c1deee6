/** The checker: what it lets through has an answer for every way a run can go. */
import { hashOf } from "../ids.ts";
import { checkAnswers } from "./check-answers.ts";
import { checkBounds } from "./check-bounds.ts";
import { resolveCalls } from "./check-calls.ts";
import { checkExpressions } from "./check-expressions.ts";
import { checkFlow, everythingCertain } from "./check-flow.ts";
import { checkWrittenText } from "./check-secrets.ts";
import { checkFolder, checkSteps } from "./check-steps.ts";
import { checkSurroundings, type Surroundings } from "./check-surroundings.ts";
import { compilePlaybook } from "./compile.ts";
import { byPlace, type Finding, type FindingPlace, Findings } from "./finding.ts";
import type { IncidentSchema } from "./incident-schema.ts";
import type { Callee, Library } from "./library.ts";
import { parsePlaybook } from "./parse.ts";
import { type PlannedStep, plannedEffects } from "./planned-effects.ts";
import type { NodeId, Program } from "./program.ts";
import type { PlaybookTree } from "./tree.ts";

export interface CheckedPlaybook {
  /** Absent when there is an error among the findings, as is the tree. */
  program?: Program;
  tree?: PlaybookTree;
  /** Where the steps of the program are written, by node; those of the playbooks it calls are in other files. */
  places: ReadonlyMap<NodeId, FindingPlace>;
  /** What one run could cause; empty when there is an error among the findings. */
  planned: PlannedStep[];
  /** Names this source as this Cordon compiles it. */
  hash: string;
  /** All of them, in the order of the file. */
  findings: Finding[];
}

/** What is known beside the text: how findings name it, the playbooks that it may call, and where it would run. */
export interface CheckOptions {
  file: string;
  library?: Library;
  surroundings?: Surroundings;
  /** What it is written against, where that is not the incident schema of this Cordon. */
  schema?: IncidentSchema;
}

/**
 * Parses, checks and compiles one playbook. Never throws for a text: whatever is wrong with it is a finding. Where steps could not be read,
 * what follows from their order is not judged.
 */
export function checkPlaybook(source: string, options: CheckOptions): CheckedPlaybook {
  const { tree, callees, findings } = readAndCheck(source, options, []);
  const places = new Map<NodeId, FindingPlace>();
  const program = tree === null ? undefined : compilePlaybook(tree, callees, places);
  return {
    ...(program === undefined || tree === null ? {} : { program, tree }),
    places,
    planned: tree === null ? [] : plannedEffects(tree, callees),
    hash: hashOf({ source, program: program ?? null }),
    findings,
  };
}

/** A playbook as far as it is sound: no tree when it is not, and then there is an error among the findings. */
interface Read extends Pick<Callee, "callees" | "targets" | "outputs"> {
  tree: PlaybookTree | null;
  findings: Finding[];
}

/** `callers` are the playbooks that lead here: none of them may be called again. */
function readAndCheck(source: string, options: CheckOptions, callers: readonly string[]): Read {
  const { file, library = () => null, surroundings = {}, schema } = options;
  const findings = new Findings();
  const parsed = parsePlaybook(source, file, findings);
  if (parsed === null) return { ...NOTHING, findings: findings.all.sort(byPlace) };
  const { tree, whole } = parsed;
  checkFolder(tree, file, findings);
  const callees = resolveCalls(tree, callers, findings, (name, chain) => {
    const found = library(name);
    return found === null
      ? null
      : { source: found.source, ...readAndCheck(found.source, { ...options, ...found, library }, chain) };
  });
  checkSteps(tree, findings);
  checkBounds(tree, callees, findings);
  checkAnswers(tree, callees, findings);
  checkSurroundings(tree, surroundings, findings);
  const certainAt = whole ? checkFlow(tree, findings) : everythingCertain(tree);
  const flows = checkExpressions(tree, certainAt, callees, findings, schema);
  checkWrittenText(source, file, findings);
  const sound = whole && findings.all.every((finding) => finding.severity !== "error");
  return { tree: sound ? tree : null, callees, ...flows, findings: findings.all.sort(byPlace) };
}

const NOTHING = { tree: null, callees: new Map(), targets: new Map(), outputs: new Map() };
