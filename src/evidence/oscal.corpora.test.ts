/** The published schema of OSCAL 1.1.2 (draft-07), for what is exported here. */
import { randomUUID } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { MEASURE_IDS } from "../store/evidence.ts";
import { assess } from "./assess.ts";
import { parseFramework } from "./control.ts";
import { oscalOf } from "./oscal.ts";

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../../shared/corpora", import.meta.url));
const SCHEMA = `${CORPORA}/oscal/schema/oscal_complete_schema-1-1-2.json`;
const present = existsSync(SCHEMA);
if (!present) console.warn(`NO CORPORA at ${CORPORA}: set CORDON_CORPORA. Nothing of this file ran.`);

const controls = globSync(fileURLToPath(new URL("../../controls/*.json", import.meta.url)));
const period = { from: "2026-01-01T00:00:00.000Z", to: "2026-04-01T00:00:00.000Z", at: "2026-04-01T00:00:00.000Z" };
const measures = MEASURE_IDS.map((id) => ({
  id,
  title: "A title",
  total: 3,
  asked: 2,
  met: 1,
  parts: [],
  weeks: [],
  items: [],
}));

describe.runIf(present)("the OSCAL document", () => {
  it.each(controls)("of %s is valid by the schema of NIST", (file) => {
    const ajv = new Ajv({ strict: false, unicodeRegExp: true });
    formats.default(ajv);
    const valid = ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")));
    const framework = parseFramework(readFileSync(file, "utf8"), file);
    const document = oscalOf(framework, assess(framework, measures), period, randomUUID);
    expect(valid(document), JSON.stringify(valid.errors?.slice(0, 5))).toBe(true);
    const blank = measures.map((one) => ({ ...one, total: 0, asked: 0, met: 0 }));
    const empty = oscalOf(framework, assess(framework, blank), period, randomUUID);
    expect(valid(empty), JSON.stringify(valid.errors?.slice(0, 5))).toBe(true);
    expect(JSON.stringify(empty)).not.toContain('"satisfied"');
    expect(valid({ ...document, "assessment-results": {} })).toBe(false);
  });
});
