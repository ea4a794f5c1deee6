/** From the texts of policy files to a policy set, or to what is wrong with them. */
import { createHash } from "node:crypto";
import { checkParseSchema, type PolicyJson, policyToJson, validate } from "@cedar-policy/cedar-wasm/nodejs";
import { DefectError, InputError } from "../errors.ts";
import { checkAnnotations } from "./check-annotations.ts";
import { appliesTo, checkReach } from "./check-reach.ts";
import type { PolicyFinding } from "./finding.ts";
import { isNetwork } from "./internal-target.ts";
import { isTimeZone } from "./local-time.ts";
import { cedarFinding, type ParsedPolicy } from "./parsed-policy.ts";
import { attributesRead } from "./policy-expressions.ts";
import { type OwnPlace, type PolicySet, readsJson } from "./policy-record.ts";
import { type GuardedCapability, schemaText } from "./schema.ts";
import { splitPolicies } from "./split-policies.ts";

export interface PolicyFile {
  /** As findings name it: `policies/20-containment.cedar`. */
  file: string;
  text: string;
}

export interface PolicyWorld {
  /** Every capability there is; a policy that names another is refused. */
  capabilities: Iterable<GuardedCapability>;
  /** Incident types of the taxonomy in force, to catch misspelled ones; not checked when absent. */
  incidentTypes?: ReadonlySet<string>;
  own?: Partial<OwnPlace>;
}

/**
 * The policy set, or null and why. One finding is enough for null: half a policy set decides nothing.
 * Throws `config.bad-network` or `config.bad-time-zone` when `world.own` is not what it says.
 */
export function compilePolicies(
  files: readonly PolicyFile[],
  world: PolicyWorld,
): { policySet: PolicySet | null; findings: PolicyFinding[] } {
  checkOwn(world.own ?? {});
  const capabilities = [...world.capabilities]
    .map(({ id, effect }) => ({ id, effect }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const findings: PolicyFinding[] = [];
  const policies: ParsedPolicy[] = [];
  for (const { file, text } of [...files].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    // Cedar throws at half a character, which JSON and hostile input may hold; its replacement is as long, so places stay.
    for (const source of splitPolicies(file, text.toWellFormed())) {
      const answer = policyToJson(source.text);
      if (answer.type === "failure")
        findings.push(...answer.errors.slice(0, 1).map((error) => cedarFinding(source, "guard.syntax", error)));
      else policies.push({ ...checkAnnotations(source, answer.json, findings), source, json: answer.json });
    }
  }
  findings.push(...duplicates(policies));
  if (findings.length === 0) findings.push(...checkTypes(policies, schemaText(capabilities)));
  if (findings.length === 0) findings.push(...checkReach(policies, capabilities, world.incidentTypes));
  findings.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
  return {
    policySet: findings.length > 0 ? null : policySetOf(policies, capabilities, world.own ?? {}),
    findings,
  };
}

function checkOwn(own: Partial<OwnPlace>): void {
  const network = own.networks?.find((each) => !isNetwork(each));
  if (network !== undefined)
    throw new InputError(
      "config.bad-network",
      `"${network}" is not a network in CIDR notation, for example 10.0.0.0/8.`,
    );
  if (own.timeZone === undefined || isTimeZone(own.timeZone)) return;
  throw new InputError(
    "config.bad-time-zone",
    `"${own.timeZone}" is not a time zone; expected an IANA name, for example Europe/Berlin.`,
  );
}

function duplicates(policies: readonly ParsedPolicy[]): PolicyFinding[] {
  const seen = new Set<string>();
  return policies.flatMap((policy) => {
    if (policy.record.id === "" || !seen.has(policy.record.id)) {
      seen.add(policy.record.id);
      return [];
    }
    const error = { message: `there is another policy with the id "${policy.record.id}"`, help: null };
    return [cedarFinding(policy.source, "guard.duplicate-id", error, "Give it an id of its own.")];
  });
}

/** Cedar's own validator, with its did-you-mean; of a policy that can never hold it is told only when nothing else is wrong with it. */
function checkTypes(policies: readonly ParsedPolicy[], schema: string): PolicyFinding[] {
  const parsed = checkParseSchema(schema);
  if (parsed.type === "failure")
    throw new DefectError("guard.bad-schema", `Our own schema is refused: ${parsed.errors[0]?.message}.`);
  const texts = Object.fromEntries(policies.map(({ record, source }) => [record.id, source.text]));
  const answer = validate({ schema, policies: { staticPolicies: texts } });
  if (answer.type === "failure") {
    throw new DefectError("guard.validation-failed", `Cedar could not validate: ${answer.errors[0]?.message}.`);
  }
  const wrong = new Set(answer.validationErrors.map(({ policyId }) => policyId));
  const told = [
    ...answer.validationErrors,
    ...answer.validationWarnings.filter(({ policyId }) => !wrong.has(policyId)),
  ];
  return told.flatMap(({ policyId, error }) => {
    const policy = policies.find(({ record }) => record.id === policyId);
    if (policy === undefined) return [];
    const code = error.severity === "warning" ? "guard.impossible" : "guard.type";
    return [
      cedarFinding(policy.source, code, { ...error, message: error.message.replace(/^for policy `[^`]*`, /, "") }),
    ];
  });
}

function reachOf(json: PolicyJson, capabilities: readonly GuardedCapability[]): string[] {
  return capabilities.filter(({ id, effect }) => appliesTo(json, id, effect)).map(({ id }) => id);
}

function policySetOf(
  policies: readonly ParsedPolicy[],
  capabilities: GuardedCapability[],
  own: Partial<OwnPlace>,
): PolicySet {
  const content = {
    format: 1 as const,
    capabilities,
    policies: policies.map(({ record, json }) => ({ ...record, reaches: reachOf(json, capabilities) })),
    own: { timeZone: own.timeZone ?? "UTC", networks: own.networks ?? [], domains: own.domains ?? [] },
    reads: readsJson(attributesRead(policies.map(({ json }): PolicyJson => json))),
  };
  return { ...content, hash: createHash("sha256").update(JSON.stringify(content)).digest("hex") };
}
