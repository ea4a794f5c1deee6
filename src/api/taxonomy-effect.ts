/** What a drafted taxonomy would have made of the incidents of the past, beside what the one in force makes of them: both from the same facts. */
import type { IncidentFacts } from "../model/incident.ts";
import type { Client, Database } from "../store/database.ts";
import { type Batch, type PastFactsRow, type PastRange, pastFacts } from "../store/past-facts.ts";
import { type Classification, type Classifier, compileTaxonomy } from "../taxonomy/compile.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import type { FromTo, TaxonomyEffect } from "./contract/change-effect.ts";
import { overPast } from "./past-batches.ts";
import { Tally } from "./tally.ts";

const MOST = 500_000;
const SHOWN = 100;
const EXAMPLES = 50;

const ASPECTS = ["type", "priority", "disposition", "playbook"] as const;
type Aspect = (typeof ASPECTS)[number];

/**
 * Reads and changes nothing. What a source said first is no longer apart in the facts: rules that read the initial disposition read that of the
 * incident.
 */
export async function taxonomyEffect(
  database: Database,
  workspaceId: string,
  range: PastRange,
  { inForce, draft }: { inForce: Taxonomy; draft: Taxonomy },
): Promise<Omit<TaxonomyEffect, "from" | "to">> {
  const [before, after] = [compileTaxonomy(inForce), compileTaxonomy(draft)];
  const tallies = perAspect(() => new Tally<FromTo>());
  const changes = perAspect(() => 0);
  const examples: TaxonomyEffect["examples"] = [];
  let [incidents, changed] = [0, 0];
  const take = ({ id, number, facts }: PastFactsRow): void => {
    const { was, is, reason } = classified(facts, before, after);
    const moved = ASPECTS.filter((aspect) => was[aspect] !== is[aspect]);
    incidents += 1;
    if (moved.length === 0) return;
    changed += 1;
    const moves = perAspect((aspect) => ({ from: was[aspect], to: is[aspect] }));
    for (const aspect of moved) {
      changes[aspect] += 1;
      tallies[aspect].add(moves[aspect]);
    }
    if (examples.length < EXAMPLES) examples.push({ id, number, title: facts.title, ...moves, reason });
  };
  const reading = { read: (c: Client, batch: Batch) => pastFacts(c, workspaceId, range, batch), most: MOST };
  const { cut } = await overPast(database, workspaceId, reading, (rows) => rows.forEach(take));
  const { type, priority, disposition, playbook } = perAspect((aspect) => tallies[aspect].most(SHOWN, "incidents"));
  return {
    ...{ incidents, cut, changed, changes, examples },
    ...{ types: type, priorities: priority, dispositions: disposition, playbooks: playbook },
  };
}

function perAspect<T>(make: (aspect: Aspect) => T): Record<Aspect, T> {
  return Object.fromEntries(ASPECTS.map((aspect) => [aspect, make(aspect)])) as Record<Aspect, T>;
}

type Words = Record<Aspect, string | null>;

/** By both, from the facts as they were before anything was named. */
function classified(
  facts: IncidentFacts,
  before: Classifier,
  after: Classifier,
): { was: Words; is: Words; reason: string } {
  const unnamed: IncidentFacts = { ...facts, type: "", priority: "unknown" };
  const [was, is] = [before.classify(unnamed), after.classify(unnamed)];
  return { was: wordsOf(was), is: wordsOf(is), reason: is.reason };
}

function wordsOf({ typeId: type, priority, initialDisposition: disposition, playbook }: Classification): Words {
  return { type, priority, disposition, playbook };
}
