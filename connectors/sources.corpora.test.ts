/** Every alert of the corpora that one of our sources reads becomes a finding that is valid against the schema of OCSF 1.8.0. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import registry from "./index.ts";
import type { Source } from "../src/connector/connector.ts";
import { normalizeRaw } from "../src/normalize/normalize-alert.ts";
import { splitDocument } from "../src/normalize/split-document.ts";

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../shared/corpora", import.meta.url));
const present = existsSync(`${CORPORA}/ocsf`);
if (!present) console.warn(`NO CORPORA at ${CORPORA}: set CORDON_CORPORA. Nothing of this file ran.`);

const context = { connectionId: "c", connection: "corpora", receivedAt: new Date("2026-01-01T00:00:00Z"), ingestId: "d" };

/** Log file of the corpora, the connector that reads it, and which of its events the connector is for. */
const PANTHER: readonly [file: string, connector: string, ours: (log: Record<string, unknown>) => boolean][] = [
  ["AWS.GuardDuty", "aws-guardduty", () => true],
  ["AWS.SecurityFindingFormat", "aws-security-hub", () => true],
  ["Crowdstrike.FDREvent", "crowdstrike", (log) => log.p_log_type === undefined || log.p_log_type === "Crowdstrike.FDREvent"],
  ["Okta.SystemLog", "okta", (log) => typeof log.eventType === "string"],
];

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(`${CORPORA}/${path}`, "utf8"));
}

function sourceOf(connector: string): Source {
  const source = registry.get(connector)?.source;
  if (source === undefined) throw new Error(`connectors/${connector} has no source`);
  return source;
}

function ocsfErrors(): (finding: unknown) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(readJson("ocsf/jsonschema/detection_finding.json") as object);
  return (finding) =>
    validate(finding) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

function pantherLogs(file: string): Record<string, unknown>[] {
  const rules = readJson(`alerts/panther/${file}.json`) as { Tests: { Log: Record<string, unknown> }[] }[];
  return rules.flatMap((rule) => rule.Tests.map((test) => test.Log));
}

interface Tally {
  ok: number;
  ignored: number;
  refused: string[];
  invalid: string[];
}

function runAll(source: Source, documents: readonly unknown[], errorsOf: (finding: unknown) => string[]): Tally {
  const tally: Tally = { ok: 0, ignored: 0, refused: [], invalid: [] };
  for (const document of documents) {
    const split = splitDocument(source, document, {});
    if (!split.ok) tally.refused.push(split.reason);
    for (const raw of split.ok ? split.raws : []) {
      const result = normalizeRaw(source, raw, {}, context);
      if (result.ok === "ignored") tally.ignored += 1;
      else if (!result.ok) tally.refused.push(`${result.code} ${result.reason}`);
      else {
        tally.ok += 1;
        tally.invalid.push(...errorsOf(JSON.parse(JSON.stringify(result.alert.finding))));
      }
    }
  }
  return tally;
}

describe.skipIf(!present)("alerts of the corpora", () => {
  const errorsOf = present ? ocsfErrors() : () => [];

  it.each(PANTHER)("%s is read by %s", (file, connector, ours) => {
    const logs = pantherLogs(file).filter(ours);
    const tally = runAll(sourceOf(connector), logs, errorsOf);
    console.log(`${file}: ${logs.length} events, ${tally.ok} alerts, ${tally.ignored} no alerts, ${tally.refused.length} refused`, tally.refused);
    expect(tally.invalid).toEqual([]);
    expect(tally.refused.filter((reason) => !reason.startsWith("normalize.missing-field"))).toEqual([]);
    expect(tally.ok + tally.ignored).toBeGreaterThan(0);
  });
});
