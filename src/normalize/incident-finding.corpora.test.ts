/** What incidents are exported as is valid against the published schema of its class. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { incidentOf } from "../../test/support/incident.ts";
import { DISPOSITIONS, PRIORITIES, SEVERITIES, STATUSES } from "../model/scale.ts";
import { toIncidentFinding } from "./incident-finding.ts";

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../../shared/corpora", import.meta.url));
const SCHEMA = `${CORPORA}/ocsf/jsonschema/incident_finding.json`;

describe.runIf(existsSync(SCHEMA))("an incident finding", () => {
  it("is valid for every value of every scale", () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")));
    const closed = {
      closedAt: "2026-03-01T12:00:00.000Z",
      owner: "ann",
      queue: "tier-2",
      techniques: ["T1110.003", "T1078"],
    };
    const all = [
      ...STATUSES.map((status) => incidentOf({ status })),
      ...SEVERITIES.map((severity) => incidentOf({ ...closed, severity })),
      ...PRIORITIES.map((priority) => incidentOf({ priority, source: "" })),
      ...DISPOSITIONS.map((disposition) => incidentOf({ disposition })),
    ];
    const faults = all.flatMap((one) => (validate(toIncidentFinding(one)) ? [] : [JSON.stringify(validate.errors)]));
    expect(faults).toEqual([]);
  });
});
