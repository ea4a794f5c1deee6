/** Where a debugged run stands, for people and for programs. */
import type { DebugSession } from "../playbook/debug-session.ts";
import type { FindingPlace } from "../playbook/finding.ts";
import type { NodeId } from "../playbook/program.ts";
import type { Work } from "../playbook/state.ts";
import { safeJson, safeLine, safeLines } from "./safe-text.ts";

type Places = ReadonlyMap<NodeId, FindingPlace>;

/** As JSON. */
export function standingValue({ standing }: DebugSession, places: Places): object {
  if (standing.at === "end") return standing;
  if (standing.at === "nowhere") return { at: "nowhere" };
  const { id: step, kind, title } = standing.node;
  const line = places.get(step)?.line ?? null;
  const asks = standing.at === "waiting" ? { asks: askedOf(standing.work) } : {};
  return { at: standing.at, step, kind, title, line, ...asks };
}

/** One line or two. */
export function standingText({ standing }: DebugSession, places: Places): string {
  if (standing.at === "nowhere") return "It waits for nothing, and cannot go on.";
  if (standing.at === "end") {
    const { ending } = standing;
    const how = ending.kind === "end" ? `${ending.disposition}, ${ending.status}` : `handed to ${ending.queue}`;
    return safeLines(`The end: ${how}: ${ending.reason}`);
  }
  const { id, kind, title } = standing.node;
  const place = places.get(id);
  const where = place === undefined ? id : `${id} (${place.file}:${place.line})`;
  if (standing.at === "step") return safeLine(`Before ${where}: ${kind}, ${title}`);
  const asks = askedOf(standing.work);
  return `${safeLine(`At ${where}, which waits for an answer: ${kind}, ${title}`)}\n${indented(safeJson(asks))}`;
}

/** Whatever a command shows. */
export function valueText(value: unknown): string {
  return typeof value === "string" ? safeLines(value) : safeJson(value);
}

function askedOf(work: Work): object {
  if (work.kind === "action") return { capability: work.capability, input: work.input };
  if (work.kind === "form") return { form: work.fields, reason: work.reason };
  return { waitsFor: work.event ?? "the condition" };
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
