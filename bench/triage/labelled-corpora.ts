/** The labelled events of the corpora: logs with the rule that looks at them, and whether it matches. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import connectors from "../../connectors/index.ts";
import { sha256 } from "../../src/ids.ts";
import { readingWith } from "../../src/reading.ts";
import { fillFacts } from "../../src/taxonomy/example-facts.ts";
import type { Labelled } from "../../src/triage/train.ts";

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../../shared/corpora", import.meta.url));
const FOLDER = `${CORPORA}/alerts/panther`;

interface RuleTests {
  RuleID: string;
  Severity?: string;
  Tests: { Log: unknown; ExpectedResult: boolean }[];
}

/** Every event that some source reads, in an order that has nothing to do with its label (they have no common clock); null where there are no corpora. */
export function labelledCorpora(): Labelled[] | null {
  if (!existsSync(FOLDER)) return null;
  const { preview } = readingWith(connectors);
  const found: { key: string; labelled: Labelled }[] = [];
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".json"))) {
    for (const { RuleID, Tests } of JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8")) as RuleTests[]) {
      for (const { Log, ExpectedResult } of Tests) {
        const body = JSON.stringify(Log);
        const [read] = preview("auto", {}, [Buffer.from(body)]);
        const disposition = ExpectedResult ? "true-positive" : "false-positive";
        found.push({
          key: sha256(`${RuleID} ${body}`),
          labelled: { facts: factsOf(RuleID, file, read?.alert ?? {}), disposition },
        });
      }
    }
  }
  return found.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ labelled }) => labelled);
}

/** What the source read of it, under the name of the rule that looks at it. */
function factsOf(ruleId: string, source: string, read: object): Labelled["facts"] {
  const { severity, entities, observables, techniques, entityType, entityKey } = read as Partial<
    Labelled["facts"] & { entityType: "user"; entityKey: string }
  >;
  const entity =
    entityType === undefined || entityKey === undefined ? {} : { type: entityType, key: entityKey, name: entityKey };
  return {
    ...fillFacts({ entity, severity, techniques, ruleId, source }),
    ...(observables === undefined ? {} : { observables }),
    ...(entities === undefined ? {} : { entities: entities.map((one) => ({ ...fillFacts({}).entity, ...one })) }),
  };
}
