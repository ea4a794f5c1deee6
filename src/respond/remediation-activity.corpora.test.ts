/** What effects are handed on as is valid against the published schema of its class, and names countermeasures as D3FEND does. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { effectOf } from "../../test/support/effect.ts";
import { capabilities } from "../connector/capabilities/catalog.ts";
import { countermeasure } from "../connector/d3fend.ts";
import { EFFECT_STATUSES } from "../model/effect.ts";
import { ENTITY_TYPES } from "../model/words.ts";
import { toRemediationActivity } from "./remediation-activity.ts";

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../../shared/corpora", import.meta.url));
const SCHEMA = `${CORPORA}/ocsf/jsonschema/remediation_activity.json`;
const D3FEND = `${CORPORA}/taxonomies/d3fend-techniques.json`;
const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));

describe.runIf(existsSync(SCHEMA))("a remediation activity", () => {
  it("is valid for every capability, every status and every kind of entity", () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(read(SCHEMA));
    const all = [
      ...[...capabilities.values()].map(({ id, effect }) => effectOf({ capability: id, effectClass: effect })),
      ...EFFECT_STATUSES.map((status) => effectOf({ status, settledAt: null, error: { message: "Why." } })),
      ...ENTITY_TYPES.map((entityType) => effectOf({ entityType })),
      effectOf({ incidentId: null, runId: null, playbook: "", entityKey: "none", readBack: null }),
    ];
    const faults = all.flatMap((one) =>
      validate(toRemediationActivity(one)) ? [] : [`${one.capability} ${JSON.stringify(validate.errors)}`],
    );
    expect(faults).toEqual([]);
  });
});

describe.runIf(existsSync(D3FEND))("a countermeasure", () => {
  it("bears D3FEND's own name", () => {
    const { techniques } = read(D3FEND) as { techniques: { id: string; label: string }[] };
    const named = new Map(techniques.map(({ id, label }) => [id, label]));
    const taken = [...new Set([...capabilities.values()].flatMap(({ d3fend }) => d3fend ?? []))];
    expect(taken.map((id) => [id, countermeasure(id)?.name])).toEqual(taken.map((id) => [id, named.get(id)]));
  });
});
