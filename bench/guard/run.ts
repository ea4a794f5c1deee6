/**
 * `npm run bench:guard -- --json`: decisions a second of the guard over 200 policies and 100,000 entities, beside Cedar alone on the same policies
 * and requests in the same process. The last line is one JSON object.
 */

import { parseArgs } from "node:util";
import { preparsePolicySet, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import { compilePolicies } from "../../src/guard/compile-policies.ts";
import { decide } from "../../src/guard/decide.ts";
import type { PolicySet } from "../../src/guard/policy-record.ts";
import type { GuardRequest } from "../../src/guard/request.ts";
import { requestAttributes } from "../../src/guard/request-attributes.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    seconds: { type: "string", default: "5" },
    policies: { type: "string", default: "200" },
    entities: { type: "string", default: "100000" },
  },
});
const [seconds, policyCount, entityCount] = [values.seconds, values.policies, values.entities].map(Number) as [
  number,
  number,
  number,
];
const say = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);

const CRITICALITIES = ["low", "medium", "high", "critical"] as const;

const CONTAINING = [...capabilities.values()].filter(({ effect }) => effect === "contain" || effect === "eradicate");

/** Policies of ten departments and each capability that contains; one in ten forbids, the others permit within a budget. `byName` compares entities by their names too. */
function policies(byName: boolean): string {
  return Array.from({ length: policyCount }, (_, index) => {
    const name = `@id("p${index}") @reason("measured")`;
    const action = CONTAINING[index % CONTAINING.length]!.id;
    const of = `resource.department == "d${index % 10}" && !resource.protected && context.severityId >= ${index % 5}`;
    if (index % 10 === 0)
      return `${name} forbid (principal, action, resource) when { ${of} && resource.tags.contains("t${index % 7}") };`;
    const named = byName && index === 1 ? ` || resource == Entity::"user/u1"` : "";
    return `${name} @budget("999999 per 1h") permit (principal, action == Action::"${action}", resource) when { ${of} && resource.criticality != "critical"${named} };`;
  }).join("\n");
}

function compiled(byName: boolean): PolicySet {
  const files = [{ file: "bench.cedar", text: policies(byName) }];
  const { policySet, findings } = compilePolicies(files, { capabilities: capabilities.values() });
  if (policySet === null) throw new Error(JSON.stringify(findings.slice(0, 3)));
  return policySet;
}

/** Every entity another one; departments, tags and criticality differ, so that few agree in all that the policies read. */
const requests: GuardRequest[] = Array.from({ length: entityCount }, (_, index) => ({
  ...{
    workspaceId: "w",
    capability: "identity.suspend-user",
    effectClass: "contain" as const,
    at: new Date("2026-05-04T10:00:00Z"),
  },
  playbook: { name: "bench", maturity: "stable" },
  entity: {
    ...{
      type: "user" as const,
      key: `u${index}`,
      criticality: CRITICALITIES[index % 4]!,
      privileged: index % 50 === 0,
    },
    ...{
      serviceAccount: false,
      protected: index % 97 === 0,
      owner: `o${index % 1000}`,
      department: `d${index % 10}`,
    },
    tags: [`t${index % 7}`, `r${index % 13}`],
  },
  incident: {
    type: "intrusions/burglary",
    severity: "high",
    severityId: 1 + (index % 5),
    priority: "high",
    confidence: index % 100,
  },
}));

function perSecond(one: (request: GuardRequest) => unknown): number {
  const until = performance.now() + seconds * 1000;
  const from = performance.now();
  let done = 0;
  while (performance.now() < until)
    for (let batch = 0; batch < 100; batch += 1) one(requests[done++ % requests.length]!);
  return Math.round(done / ((performance.now() - from) / 1000));
}

function cedarAlone(policySet: PolicySet): (request: GuardRequest) => unknown {
  preparsePolicySet("whole", {
    staticPolicies: Object.fromEntries(policySet.policies.map(({ id, text }) => [id, text])),
  });
  return (request) => {
    const { principal, resource, context } = requestAttributes(request, policySet);
    const [who, what] = [
      { type: "Playbook", id: request.playbook.name },
      { type: "Action", id: request.capability },
    ];
    const which = { type: "Entity", id: `${request.entity.type}/${request.entity.key}` };
    return statefulIsAuthorized({
      ...{ principal: who, action: what, resource: which, context, preparsedPolicySetId: "whole" },
      entities: [
        { uid: who, attrs: principal, parents: [] },
        { uid: which, attrs: resource, parents: [] },
        { uid: what, attrs: {}, parents: [{ type: "Action", id: request.effectClass }] },
      ],
    });
  };
}

const [byTraits, byNames] = [compiled(false), compiled(true)];
decide(byTraits, requests[0]!);
decide(byNames, requests[0]!);
const result = {
  policies: policyCount,
  entities: entityCount,
  decisionsPerSecond: perSecond((request) => decide(byTraits, request)),
  /** Every entity is another case, because a policy names one. */
  decisionsPerSecondByName: perSecond((request) => decide(byNames, request)),
  cedarPerSecond: perSecond(cedarAlone(byNames)),
};
say(
  `${result.decisionsPerSecond} decisions/s; ${result.decisionsPerSecondByName} where a policy names an entity; Cedar alone ${result.cedarPerSecond}`,
);
process.stdout.write(`${JSON.stringify(result)}\n`);
