/** Everything in the corpora of alerts through one connection that names no product: all of it is read, and every finding is valid. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { Source } from "../src/connector/connector.ts";
import { parseBody } from "../src/ingest/parse.ts";
import { newReader } from "../src/normalize/reader.ts";
import { autoSource } from "./auto/normalize.ts";
import registry from "./index.ts";

const ALERTS = `${process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../shared/corpora", import.meta.url))}/alerts`;
const present = existsSync(ALERTS);
const reader = newReader(registry.values());
const context = {
  connectionId: "c",
  connection: "corpora",
  receivedAt: new Date("2026-01-01T00:00:00Z"),
  ingestId: "d",
};

interface Tally {
  records: number;
  alerts: number;
  ignored: number;
  refused: string[];
  invalid: string[];
  /** Alerts with severity, affected entity, source and a disposition that is a word of the scale. */
  complete: number;
  observables: number;
  products: Map<string, number>;
}

function validator(): (finding: unknown) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const schema = JSON.parse(readFileSync(`${ALERTS}/../ocsf/jsonschema/detection_finding.json`, "utf8"));
  const validate = ajv.compile(schema);
  return (finding) =>
    validate(finding) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
}

const errorsOf = present ? validator() : () => [];

function readAll(own: Source, documents: readonly unknown[]): Tally {
  const tally: Tally = {
    records: 0,
    alerts: 0,
    ignored: 0,
    refused: [],
    invalid: [],
    complete: 0,
    observables: 0,
    products: new Map(),
  };
  for (const document of documents) {
    for (const reading of reader.read(own, document, {}, context)) {
      tally.records += 1;
      if (reading === null) tally.ignored += 1;
      else if (!("alert" in reading)) tally.refused.push(`${reading.code} ${reading.reason}`);
      else {
        const { alert } = reading;
        tally.alerts += 1;
        tally.invalid.push(...errorsOf(JSON.parse(JSON.stringify(alert.finding))));
        const isWhole =
          alert.severity !== "unknown" &&
          alert.entityKey !== "unknown" &&
          alert.source !== "" &&
          alert.source !== "Unknown product";
        tally.complete += isWhole ? 1 : 0;
        tally.observables += alert.details.observables.length;
        tally.products.set(alert.source, (tally.products.get(alert.source) ?? 0) + 1);
      }
    }
  }
  return tally;
}

function filesUnder(folder: string, ending: string): string[] {
  const names = readdirSync(`${ALERTS}/${folder}`, { recursive: true }) as string[];
  return names.filter((name) => name.endsWith(ending)).map((name) => `${ALERTS}/${folder}/${name}`);
}

const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));

/** By what they are of: logs of one type, payloads of one provider, recorded events, lines of one service. */
const groups: [string, () => unknown[]][] = !present
  ? []
  : [
      ...filesUnder("panther", ".json").map((path): [string, () => unknown[]] => [
        `panther ${path.split("/").at(-1)}`,
        () => (json(path) as { Tests: { Log: unknown }[] }[]).flatMap((rule) => rule.Tests.map(({ Log }) => Log)),
      ]),
      ...filesUnder("keep", ".json").map((path): [string, () => unknown[]] => [
        `keep ${path.split("/").at(-1)}`,
        () => payloadsOf(json(path)),
      ]),
      [
        "suricata-verify",
        () => filesUnder("suricata-verify", "eve.json").flatMap((path) => documentsOf(readFileSync(path))),
      ],
      [
        "crowdsec-hub lines",
        () => filesUnder("crowdsec-hub", ".log").flatMap((path) => documentsOf(readFileSync(path))),
      ],
    ];

/** One payload a template; a template of several is several. */
function payloadsOf(file: unknown): unknown[] {
  const { ALERTS: alerts } = file as { ALERTS?: Record<string, unknown> };
  if (alerts === undefined) return [file];
  const isOne = Object.values(alerts).some((value) => typeof value !== "object" || value === null);
  return isOne ? [alerts] : Object.values(alerts).map((one) => (one as { payload?: unknown }).payload ?? one);
}

function documentsOf(body: Buffer): unknown[] {
  return parseBody(body, undefined, undefined, { lines: true, isWhole: reader.isWhole }).documents.map(
    ({ raw }) => raw,
  );
}

describe.skipIf(!present)("the corpora, through a connection that names no product", () => {
  it.each(groups)("%s: every record is an alert or known to be none, every finding is valid", (name, load) => {
    const documents = load();
    const { records, alerts, ignored, refused, invalid, complete, observables, products } = readAll(
      autoSource,
      documents,
    );
    const of = [...products].map(([product, count]) => `${product} ${count}`).join(", ");
    console.log(
      `${name}: ${records} records, ${alerts} alerts (${of}), ${ignored} no alerts; all four fields in ${complete}, ${observables} observables`,
    );
    expect(records).toBeGreaterThan(0);
    expect(refused).toEqual([]);
    expect(invalid).toEqual([]);
  });
});
