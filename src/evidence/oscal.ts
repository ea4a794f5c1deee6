/** Evidence as an assessment-results document of OSCAL 1.1.2 (https://pages.nist.gov/OSCAL/reference/1.1.2/assessment-results/json-outline/). */
import type { Assessed, Observed } from "./assess.ts";
import type { Framework } from "./control.ts";

export interface Period {
  from: string;
  to: string;
  /** When it was measured. */
  at: string;
}

const NAMESPACE = "https://cordon.example/ns/oscal";

/** The document; `newUuid` makes random UUIDs (version 4, as OSCAL wants them). */
export function oscalOf(
  framework: Framework,
  assessed: readonly Assessed[],
  { from, to, at }: Period,
  newUuid: () => string,
): Record<string, unknown> {
  const plan = newUuid();
  const controls = assessed.map(({ control }) => ({ "control-id": control.id }));
  const parts = assessed.map((one) => partsOf(one, at, newUuid));
  return {
    "assessment-results": {
      uuid: newUuid(),
      metadata: {
        title: `${framework.title}: what Cordon recorded`,
        "last-modified": at,
        version: "1",
        "oscal-version": "1.1.2",
      },
      "import-ap": { href: `#${plan}` },
      results: [
        {
          uuid: newUuid(),
          title: framework.title,
          description: `Taken from the records of Cordon from ${from} to ${to}. It says what the records show; whether a control is met is for an assessor to decide.`,
          start: from,
          end: to,
          "reviewed-controls": { "control-selections": [{ "include-controls": controls }] },
          observations: parts.flatMap(({ observations }) => observations),
          findings: parts.map(({ finding }) => finding),
        },
      ],
      "back-matter": {
        resources: [
          {
            uuid: plan,
            title: "How it was assessed",
            description:
              "Figures over what Cordon records, taken by queries, as docs/evidence.md says; there is no assessment plan in OSCAL.",
            rlinks: [{ href: framework.source }],
          },
        ],
      },
    },
  };
}

function partsOf({ control, holds, nothing, observed }: Assessed, at: string, newUuid: () => string) {
  const observations = observed.map((one) => observationOf(one, at, newUuid()));
  const finding = {
    uuid: newUuid(),
    title: `${control.id}: ${control.title}`,
    description: `${control.asks} Not seen here: ${control.beyond}`,
    target: {
      type: "objective-id",
      "target-id": control.id,
      status: {
        ...statusOf({ holds, nothing }),
        ...(nothing ? { remarks: "Nothing of what is counted for it was there in the period." } : {}),
      },
    },
    "related-observations": observations.map(({ uuid }) => ({ "observation-uuid": uuid })),
  };
  return { observations, finding };
}

/** Where nothing was there nothing is claimed: whoever reads the state alone must not take it for shown. */
function statusOf({ holds, nothing }: Pick<Assessed, "holds" | "nothing">) {
  if (nothing) return { state: "not-satisfied", reason: "other" };
  return holds ? { state: "satisfied", reason: "pass" } : { state: "not-satisfied", reason: "fail" };
}

function observationOf({ measure, holds, text }: Observed, at: string, uuid: string) {
  const figures = { total: measure.total, asked: measure.asked, met: measure.met };
  return {
    uuid,
    title: measure.title,
    description: text,
    props: [
      { name: "measure", ns: NAMESPACE, value: measure.id },
      { name: "holds", ns: NAMESPACE, value: String(holds) },
      ...Object.entries(figures).map(([name, value]) => ({ name, ns: NAMESPACE, value: String(value) })),
    ],
    methods: ["EXAMINE"],
    types: ["historic"],
    collected: at,
  };
}
