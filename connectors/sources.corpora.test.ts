/** Every alert of the corpora that one of our sources reads becomes a finding that is valid against the schema of OCSF 1.8.0. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Source } from "../src/connector/connector.ts";
import { normalizeRaw } from "../src/normalize/normalize-alert.ts";
import { splitDocument } from "../src/normalize/split-document.ts";
import registry from "./index.ts";

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../shared/corpora", import.meta.url));
const present = existsSync(`${CORPORA}/ocsf`);
if (!present) console.warn(`NO CORPORA at ${CORPORA}: set CORDON_CORPORA. Nothing of this file ran.`);

const context = {
  connectionId: "c",
  connection: "corpora",
  receivedAt: new Date("2026-01-01T00:00:00Z"),
  ingestId: "d",
};

/** Log file of the corpora, the connector that reads it, and which of its events the connector is for. */
const PANTHER: readonly [file: string, connector: string, ours: (log: Record<string, unknown>) => boolean][] = [
  ["AWS.GuardDuty", "aws-guardduty", () => true],
  ["AWS.SecurityFindingFormat", "aws-security-hub", () => true],
  // One log there is only an enrichment, without any event.
  ["Crowdstrike.FDREvent", "crowdstrike", (log) => log.p_log_type === "Crowdstrike.FDREvent" && log.aid !== undefined],
  ["Okta.SystemLog", "okta", () => true],
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
    validate(finding)
      ? []
      : (validate.errors ?? []).map(
          (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
        );
}

function pantherLogs(file: string): Record<string, unknown>[] {
  const rules = readJson(`alerts/panther/${file}.json`) as { Tests: { Log: Record<string, unknown> }[] }[];
  return rules.flatMap((rule) => rule.Tests.map((test) => withVendorNames(test.Log)));
}

/** Some logs there have their names in lower case; the vendor writes them in camel case. */
function withVendorNames(log: Record<string, unknown>): Record<string, unknown> {
  const names = ["eventType", "displayMessage", "debugContext", "legacyEventType", "securityContext"];
  const byLower = new Map(names.map((name) => [name.toLowerCase(), name]));
  return Object.fromEntries(Object.entries(log).map(([name, value]) => [byLower.get(name) ?? name, value]));
}

/** What Suricata's own tests say an alert has to hold, as the EVE event that holds it. */
function suricataEvents(): unknown[] {
  const folder = `${CORPORA}/alerts/suricata-verify/tests`;
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith("test.yaml"));
  const matches = files.flatMap((file) => {
    const test = parseYaml(readFileSync(`${folder}/${file}`, "utf8"), { logLevel: "silent" }) as {
      checks?: { filter?: { match?: object } }[];
    };
    return (test.checks ?? []).flatMap((check) => (check.filter?.match === undefined ? [] : [check.filter.match]));
  });
  return matches.map((match) => {
    const base = {
      timestamp: "2026-01-01T00:00:00.000000+0000",
      src_ip: "10.0.0.1",
      dest_ip: "192.0.2.1",
      event_type: "alert",
    };
    const event: Record<string, unknown> = { ...base, alert: { signature_id: 1, signature: "x" } };
    for (const [path, value] of Object.entries(match)) place(event, path.split("."), value);
    return event;
  });
}

function place(target: Record<string, unknown>, [key = "", ...rest]: string[], value: unknown): void {
  if (rest.length === 0) target[key] = value;
  else {
    const inner = target[key];
    const next = inner !== null && typeof inner === "object" ? (inner as Record<string, unknown>) : {};
    target[key] = next;
    place(next, rest, value);
  }
}

/** Alert templates of keep, as the messages they stand for. */
function keepPayloads(provider: string): Record<string, unknown>[] {
  const file = readJson(`alerts/keep/${provider}_provider.json`) as { ALERTS: Record<string, { payload?: object }> };
  return Object.entries(file.ALERTS).map(([name, { payload, ...rest }]) => ({ name, ...(payload ?? rest) }));
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

/** Every alert is read or known to be none, and every finding is valid. */
function report(name: string, count: number, tally: Tally): void {
  console.log(
    `${name}: ${count} cases, ${tally.ok} alerts, ${tally.ignored} no alerts, ${tally.refused.length} refused`,
  );
  expect(tally.invalid).toEqual([]);
  expect(tally.refused).toEqual([]);
  expect(tally.ok + tally.ignored).toBe(count);
}

describe.skipIf(!present)("alerts of the corpora", () => {
  const errorsOf = present ? ocsfErrors() : () => [];

  it("Suricata's own expectations are read by suricata", () => {
    const recorded = readFileSync(
      `${CORPORA}/alerts/suricata-verify/tests/output-eve-fileinfo/expected/eve.json`,
      "utf8",
    );
    const events = [
      ...suricataEvents(),
      ...recorded
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ];
    report("suricata-verify", events.length, runAll(sourceOf("suricata"), events, errorsOf));
  });

  it("keep's Prometheus alerts are read by alertmanager", () => {
    const alerts = keepPayloads("prometheus").map(({ name, summary, labels }) => ({
      labels: { ...(labels as object), alertname: name },
      annotations: { summary },
      startsAt: "2026-01-01T00:00:00Z",
    }));
    report("keep prometheus", alerts.length, runAll(sourceOf("alertmanager"), alerts, errorsOf));
  });

  it.each(PANTHER)("%s is read by %s", (file, connector, ours) => {
    const logs = pantherLogs(file).filter(ours);
    const tally = runAll(sourceOf(connector), logs, errorsOf);
    report(file, logs.length, tally);
  });
});
