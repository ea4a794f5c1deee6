import { describe, expect, test } from "vitest";
import { HEAD } from "../../test/support/playbook.ts";
import { hashOf } from "../ids.ts";
import { checkPlaybook } from "./check.ts";
import {
  INCIDENT_SCHEMAS,
  type IncidentSchema,
  incidentSchema,
  incidentSchemaVersion,
  parseIncidentSchema,
  schemaOfCode,
} from "./incident-schema.ts";
import { diffSchemas } from "./incident-schema-diff.ts";
import { libraryOf } from "./library.ts";
import { brokenBy } from "./schema-breaks.ts";

const newest = INCIDENT_SCHEMAS.at(-1)!;
/** What each version was when it was published. A line is added for a new version, and none is ever changed. */
const PUBLISHED = [
  "63892e21c6f1355ad9153370c93468a00ba5b1fc8723e7f862329eec14972ba0",
  "046681191a6706c175d10d99e73bcb7062e366f3cca2543ee1ddf61f1ca6000a",
];

const copy = (): IncidentSchema => JSON.parse(JSON.stringify(newest)) as IncidentSchema;
const sample = (steps: string) => ({
  ...{ name: "sample", source: `${HEAD}${steps}`, file: "playbooks/sample/playbook.yaml", library: libraryOf([]) },
});

describe("the incident schema", () => {
  test("is what the code has: a change to the code is a new version, with a file of its own", () => {
    expect(schemaOfCode(newest.version)).toEqual(newest);
  });

  test("never changes once it was published", () => {
    expect(INCIDENT_SCHEMAS.map(hashOf)).toEqual(PUBLISHED);
    expect(INCIDENT_SCHEMAS.map(({ version }) => version)).toEqual(PUBLISHED.map((_hash, index) => index + 1));
  });

  test("is named in every playbook that was checked against it", () => {
    const { program } = checkPlaybook(sample("  - { end: benign, reason: done }\n").source, {
      file: "sample/playbook.yaml",
    });
    expect(program?.incidentSchema).toBe(incidentSchemaVersion().version);
    expect(incidentSchemaVersion()).toEqual({ version: newest.version, hash: PUBLISHED.at(-1) });
    expect(() => incidentSchema(99)).toThrow("There is no version 99");
  });

  test("is read from what it is written as, and anything else is refused with the place", () => {
    expect(parseIncidentSchema(JSON.stringify(newest), "x.json")).toEqual(newest);
    const wrong = { ...newest, incident: { ...newest.incident, title: "words" } };
    for (const text of ["", "[]", JSON.stringify(wrong), `${"[".repeat(50)}${"]".repeat(50)}`])
      expect(() => parseIncidentSchema(text, "x.json")).toThrow(/^x\.json is no incident schema: .*schema show/);
    expect(() => parseIncidentSchema(JSON.stringify(wrong), "x.json")).toThrow("incident.title");
  });
});

describe("the difference of two schemas", () => {
  test("is nothing between equal ones", () => expect(diffSchemas(newest, copy())).toEqual([]));

  test("says what is gone, what is of another type and what is new, in that order", () => {
    const changed = copy();
    changed.incident.mood = "text";
    changed.incident.confidence = "number";
    changed.incident.priority = { oneOf: ["unknown", "low", "medium", "high", "urgent"] };
    delete changed.incident.users;
    expect(diffSchemas(newest, changed).map(({ text }) => text)).toEqual([
      "incident.users is gone; it was a list of text",
      "incident.priority can be no longer critical, and also urgent",
      "incident.confidence is number; it was integer",
      "incident.mood is new: text",
    ]);
  });

  test("reaches into entities and what is seen while a run waits", () => {
    const changed = copy();
    const { entity } = changed.incident;
    if (typeof entity === "object" && "fields" in entity) delete entity.fields.tags;
    delete changed.current.owner;
    expect(diffSchemas(newest, changed).map(({ path }) => path)).toEqual(["incident.entity.tags", "current.owner"]);
  });
});

describe("another schema", () => {
  const reads = sample(`  - if: incident.users.exists(u, u == "ann") && incident.confidence > 5
    then: [{ end: benign, reason: done }]
    else: [{ end: suspicious, reason: "{{ incident.title }}" }]
`);
  const waits = sample(`  - wait-for: condition
    when: current.owner == "ann"
    at-most: 1h
  - { end: benign, reason: done }
`);

  test("breaks nothing when only something is added", () => {
    const changed = copy();
    changed.incident.mood = "text";
    expect(brokenBy(changed, [reads, waits])).toEqual([]);
  });

  test("breaks what reads something that is gone, at its place and with the nearest fix", () => {
    const changed = copy();
    changed.incident.people = changed.incident.users!;
    delete changed.incident.users;
    delete changed.incident.title;
    changed.incident.titles = "text";
    const [broken, ...others] = brokenBy(changed, [waits, reads]);
    expect(others).toEqual([]);
    expect(broken).toMatchObject({
      playbook: "sample",
      findings: [{ place: { line: 8 } }, { place: { line: 10 }, fix: expect.stringContaining("titles") }],
    });
  });

  test("breaks what waits for something that nobody sees any more", () => {
    const changed = copy();
    delete changed.current.owner;
    expect(brokenBy(changed, [reads, waits])).toMatchObject([{ findings: [{ place: { line: 9 } }] }]);
  });
});
