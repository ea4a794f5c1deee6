/** From the texts of a taxonomy's files to its JSON, with the places of everything `check.ts` may complain about. */
import { PRIORITIES } from "../model/scale.ts";
import type { Finding } from "./finding.ts";
import { type Mentions, noMentions } from "./mentions.ts";
import { readCorrelation, readDuplicate, readStorm } from "./parse-alike.ts";
import { parseClass } from "./parse-class.ts";
import { readDisposition, readEscalation, readKnownBenign, readPriority, readServiceLevels } from "./parse-rules.ts";
import type { IncidentClass, IncidentType, ServiceLevels, Taxonomy } from "./taxonomy.ts";
import { type Cursor, complain, placeOf, readList, readMap, readText, readYaml } from "./yaml-reader.ts";

export interface TaxonomyFile {
  /** As it is named in findings, relative to where the user stands: `taxonomy/types/fraud.yaml`. */
  file: string;
  text: string;
}

export interface ParsedTaxonomy {
  /** Null when the files could not be read far enough to make sense of them; the findings say why. */
  taxonomy: Taxonomy | null;
  findings: Finding[];
  mentions: Mentions;
}

const KEYS = [
  "taxonomy",
  "basis",
  "fallback",
  "duplicates",
  "correlate",
  "storms",
  "priority",
  "service-levels",
  "escalate",
  "initial-disposition",
  "known-benign",
] as const;
const REQUIRED = ["taxonomy", "basis", "fallback", "priority", "service-levels"] as const;

/** Reads `taxonomy.yaml` and the class files, in order of their names. Never throws: what is wrong is in the findings. */
export function parseTaxonomy(main: TaxonomyFile, classFiles: readonly TaxonomyFile[]): ParsedTaxonomy {
  const findings: Finding[] = [];
  const mentions = noMentions();
  const classes: IncidentClass[] = [];
  const types: IncidentType[] = [];
  for (const { file, text } of [...classFiles].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    const root = readYaml(file, text, findings);
    const read = root === undefined ? undefined : parseClass(root, mentions);
    if (read === undefined) continue;
    classes.push(read.class);
    types.push(...read.types);
  }
  const root = readYaml(main.file, main.text, findings);
  const head = root === undefined ? undefined : readMap(root, KEYS, REQUIRED);
  if (root === undefined || head === undefined || findings.length > 0) return { taxonomy: null, findings, mentions };
  const taxonomy: Taxonomy = { format: 1, ...readHead(root, head, mentions), classes, types };
  return { taxonomy: findings.length > 0 ? null : taxonomy, findings, mentions };
}

function readHead(
  root: Cursor,
  head: Map<string, Cursor>,
  mentions: Mentions,
): Omit<Taxonomy, "format" | "classes" | "types"> {
  const text = (key: string) => readOptional(head, key, readText) ?? "";
  const list = <T>(key: string, read: (cursor: Cursor, mentions: Mentions) => T | undefined) =>
    (readOptional(head, key, readList) ?? []).flatMap((item) => read(item, mentions) ?? []);
  const fallback = head.get("fallback");
  if (fallback !== undefined) mentions.fallback = placeOf(fallback);
  const priority = list("priority", readPriority);
  if (priority.at(-1)?.when !== null) {
    complain(
      head.get("priority") ?? root,
      "taxonomy.not-total",
      "No last priority rule without `when`: an incident could be left without a priority.",
      "End the list with `- is: low`.",
    );
  }
  const serviceLevels = readOptional(head, "service-levels", readAllLevels) ?? {};
  return {
    name: text("taxonomy"),
    basis: text("basis"),
    fallback: text("fallback"),
    duplicates: list("duplicates", readDuplicate),
    correlate: list("correlate", readCorrelation),
    storms: list("storms", readStorm),
    priority,
    escalate: list("escalate", readEscalation),
    disposition: list("initial-disposition", readDisposition),
    knownBenign: list("known-benign", readKnownBenign),
    serviceLevels,
  };
}

function readOptional<T>(
  fields: Map<string, Cursor>,
  key: string,
  read: (cursor: Cursor) => T | undefined,
): T | undefined {
  const cursor = fields.get(key);
  return cursor === undefined ? undefined : read(cursor);
}

/** As service levels are read, and none may be missing: types fall back on these. */
function readAllLevels(cursor: Cursor): ServiceLevels {
  const before = cursor.source.findings.length;
  const levels = readServiceLevels(cursor);
  if (cursor.source.findings.length > before) return levels;
  for (const name of PRIORITIES.filter((each) => each !== "unknown" && levels[each] === undefined)) {
    complain(
      cursor,
      "taxonomy.missing-key",
      `No service levels for priority ${name}.`,
      `Write "${name}: { acknowledge: …, contain: …, resolve: … }".`,
    );
  }
  return levels;
}
