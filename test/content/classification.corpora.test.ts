/** What the sources make of the corpora's alerts is named by the shipped taxonomy; the distribution is printed, because it is what a person looks at. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import registry from "../../connectors/index.ts";
import { EntityAttributes } from "../../src/model/entity.ts";
import { type NormalizedAlert, normalizeRaw } from "../../src/normalize/normalize-alert.ts";
import { splitDocument } from "../../src/normalize/split-document.ts";
import { compileTaxonomy } from "../../src/taxonomy/compile.ts";
import { fillFacts } from "../../src/taxonomy/example-facts.ts";
import { loadTaxonomy } from "../../src/taxonomy/load.ts";
import { Taxonomy } from "../../src/taxonomy/taxonomy.ts";

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../../shared/corpora", import.meta.url));
const present = existsSync(`${CORPORA}/alerts/panther`);
if (!present) console.warn(`NO CORPORA at ${CORPORA}: set CORDON_CORPORA. Nothing of this file ran.`);

const SOURCES = [
  ["AWS.GuardDuty", "aws-guardduty"],
  ["AWS.SecurityFindingFormat", "aws-security-hub"],
  ["Crowdstrike.FDREvent", "crowdstrike"],
  ["Okta.SystemLog", "okta"],
] as const;

const classifier = compileTaxonomy(
  Taxonomy.parse((await loadTaxonomy(fileURLToPath(new URL("../../taxonomy", import.meta.url)))).taxonomy),
);

function alertsOf(file: string, connector: string): NormalizedAlert[] {
  const source = registry.get(connector)?.source;
  if (source === undefined) throw new Error(`connectors/${connector} has no source`);
  const rules = JSON.parse(readFileSync(`${CORPORA}/alerts/panther/${file}.json`, "utf8")) as {
    Tests: { Log: unknown }[];
  }[];
  return rules.flatMap(({ Tests }) =>
    Tests.flatMap(({ Log }) => {
      const split = splitDocument(source, Log, {});
      const raws = split.ok ? split.raws : [];
      return raws.flatMap((raw) => {
        const result = normalizeRaw(
          source,
          raw,
          {},
          { connectionId: "c", connection: "corpora", receivedAt: new Date(0) },
        );
        return result.ok === true ? [result.alert] : [];
      });
    }),
  );
}

function classify(alert: NormalizedAlert) {
  const { title, severity, initialDisposition, ruleId, ruleName, categories, techniques, confidence, controlOutcome } =
    alert;
  const keys = (type: string) => alert.entities.flatMap((entity) => (entity.type === type ? [entity.key] : []));
  const entity = {
    type: alert.entityType,
    key: alert.entityKey,
    name: alert.entityName,
    ...EntityAttributes.parse({}),
  };
  const facts = fillFacts({
    title,
    severity,
    initialDisposition,
    ruleId,
    ruleName,
    categories,
    techniques,
    confidence,
    controlOutcome,
    entity,
    ips: keys("ip"),
    accessKeys: keys("access-key"),
  });
  return classifier.classify(facts);
}

describe.skipIf(!present)("alerts of the corpora", () => {
  it.each(SOURCES)("%s: each gets a type, and most another than undetermined", (file, connector) => {
    const results = alertsOf(file, connector).map((alert) => ({ alert, result: classify(alert) }));
    const counts = Map.groupBy(results, ({ result }) => `${result.typeId} -> ${result.playbook}`);
    console.log(
      `${file}: ${results.length} alerts`,
      Object.fromEntries([...counts].map(([name, all]) => [name, all.length])),
    );
    const undetermined = results.filter(({ result }) => result.ruleId === null);
    console.log(`${file}: undetermined`, [
      ...new Set(
        undetermined.map(
          ({ alert }) => `${alert.categories.join(" ; ")} | ${alert.techniques.join(",")} | ${alert.entityType}`,
        ),
      ),
    ]);
    expect(results.every(({ result }) => result.priority !== "unknown")).toBe(true);
    if (connector !== "aws-security-hub") expect(undetermined.length).toBeLessThanOrEqual(results.length / 2);
  });
});
