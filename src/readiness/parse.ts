/** From the texts of `readiness/*.yaml` to the model, with the place of everything that is wrong. */
import type { Finding } from "../taxonomy/finding.ts";
import {
  type Cursor,
  complain,
  readInteger,
  readList,
  readMap,
  readOneOf,
  readText,
  readYaml,
  wrongShape,
} from "../taxonomy/yaml-reader.ts";
import { MEASURE_NAMES } from "./measures.ts";
import { DIMENSIONS, type Dimension, type DimensionId, LEVELS, type Level, type Probe } from "./model.ts";

const KEYS = ["dimension", "title", "question", "required", "levels"] as const;
const PROBE_KEYS = ["id", "says", "next", "measure", "at-least", "at-most", "state"] as const;

export interface ParsedReadiness {
  /** In the recommended order; null when anything is wrong. */
  dimensions: Dimension[] | null;
  findings: Finding[];
}

/** Reads the files of the model, one a dimension. Never throws: what is wrong is in the findings. */
export function parseReadiness(files: readonly { file: string; text: string }[]): ParsedReadiness {
  const findings: Finding[] = [];
  const read = files.flatMap(({ file, text }) => readDimension(readYaml(file, text, findings)) ?? []);
  const dimensions = DIMENSIONS.flatMap((id) => read.find((one) => one.id === id) ?? []);
  const missing = DIMENSIONS.filter((id) => !read.some((one) => one.id === id));
  if (findings.length === 0 && (missing.length > 0 || read.length !== DIMENSIONS.length)) {
    const message =
      missing.length > 0 ? `There is no file for ${missing.join(", ")}.` : "Two files are of one dimension.";
    findings.push({
      code: "readiness.dimensions",
      file: files[0]?.file ?? "readiness",
      line: 1,
      column: 1,
      message,
      fix: "Write one file for each dimension.",
    });
  }
  const named = findings.map((finding) => ({ ...finding, code: finding.code.replace(/^taxonomy[.]/, "readiness.") }));
  return { dimensions: named.length === 0 ? dimensions : null, findings: named };
}

function readDimension(root: Cursor | undefined): Dimension | undefined {
  const fields = root === undefined ? undefined : readMap(root, KEYS, KEYS);
  if (fields === undefined || KEYS.some((key) => !fields.has(key))) return undefined;
  const at = (key: (typeof KEYS)[number]) => fields.get(key) as Cursor;
  const id = readOneOf<DimensionId>(at("dimension"), DIMENSIONS);
  const [title, question] = [readText(at("title"), 100), readText(at("question"), 500)];
  const required = readInteger(at("required"), 1, 5);
  const levels = readLevels(at("levels"));
  if (id === undefined || title === undefined || question === undefined) return undefined;
  if (required === undefined || levels === undefined) return undefined;
  return { id, title, question, required, levels };
}

function readLevels(cursor: Cursor): Dimension["levels"] | undefined {
  const names = LEVELS.map(String);
  const fields = readMap(cursor, names, names);
  if (fields === undefined) return undefined;
  const seen = new Set<string>();
  const probesOf = (level: Level) => {
    const list = fields.get(String(level));
    return list === undefined ? [] : readList(list).flatMap((item) => readProbe(item, seen) ?? []);
  };
  return { 2: probesOf(2), 3: probesOf(3), 4: probesOf(4), 5: probesOf(5) };
}

function readProbe(cursor: Cursor, seen: Set<string>): Probe | undefined {
  const fields = readMap(cursor, PROBE_KEYS, ["id", "says", "next"]);
  const [id, says, next] = ["id", "says", "next"].map((key) => {
    const field = fields?.get(key);
    return field === undefined ? undefined : readText(field, 500);
  });
  if (fields === undefined || id === undefined || says === undefined || next === undefined) return undefined;
  if (seen.has(id)) complain(cursor, "readiness.twice", `"${id}" is there twice.`, "Give each probe an id of its own.");
  seen.add(id);
  const state = fields.get("state");
  if (state !== undefined) {
    const validDays = readInteger(state, 1, 3650);
    return validDays === undefined ? undefined : { kind: "stated", id, says, next, validDays };
  }
  const measured = readMeasured(cursor, fields);
  return measured === undefined ? undefined : { kind: "measured", id, says, next, ...measured };
}

function readMeasured(cursor: Cursor, fields: Map<string, Cursor>) {
  const field = fields.get("measure");
  const bounds = (["at-least", "at-most"] as const).filter((key) => fields.has(key));
  const [bound] = bounds;
  if (field === undefined || bound === undefined || bounds.length !== 1)
    return wrongShape(cursor, "a probe with `state`, or with `measure` and one of `at-least` and `at-most`");
  const measure = readOneOf(field, MEASURE_NAMES);
  const value = readNumber(fields.get(bound) as Cursor);
  return measure === undefined || value === undefined ? undefined : { measure, bound, value };
}

function readNumber(cursor: Cursor): number | undefined {
  const value = (cursor.node as { value?: unknown } | null)?.value;
  return typeof value === "number" && value >= 0 ? value : wrongShape(cursor, "a number that is not negative");
}
