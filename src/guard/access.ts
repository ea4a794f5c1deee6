/** Who may call what of the API, decided by Cedar: the shipped roles permit, an installation's own policies only forbid. What goes wrong is a no. */

import {
  checkParseSchema,
  policyToJson,
  preparsePolicySet,
  statefulIsAuthorized,
  validate,
} from "@cedar-policy/cedar-wasm/nodejs";
import { DefectError } from "../errors.ts";
import { ROLES } from "../model/words.ts";

import type { PolicyFile } from "./compile-policies.ts";
import { type PolicyFinding, placeAt } from "./finding.ts";
import { cedarFinding } from "./parsed-policy.ts";
import { type PolicyText, splitPolicies } from "./split-policies.ts";

/** One operation of the API. */
export interface AccessAction {
  name: string;
  /** What it is about: the tag of its route. */
  subject: string;
  /** The roles its route is for; `anybody` for whoever has come in. */
  roles: readonly string[];
  changes: boolean;
}

export interface AccessCaller {
  person: string;
  kind: "person" | "token";
  roles: readonly string[];
}

interface AccessPolicy {
  id: string;
  reason: string;
}

/** Policies over the actions there are, parsed and checked. */
export interface AccessSet {
  /** Under which Cedar holds it. */
  name: string;
  actions: ReadonlyMap<string, AccessAction>;
  policies: ReadonlyMap<string, AccessPolicy>;
}

export interface AccessAnswer {
  allowed: boolean;
  /** Those that decided it; none for what nobody permits. */
  policies: AccessPolicy[];
}

/** The schema in Cedar's syntax, made from the table of routes. */
export function accessSchema(actions: readonly AccessAction[]): string {
  const always = ["read", "change", ...[...ROLES, "anybody"].map((role) => `for-${role}`)];
  const groups = new Set([...always, ...actions.flatMap(groupsOf)]);
  return [
    `entity Role enum [${[...ROLES].map((role) => JSON.stringify(role)).join(", ")}];`,
    "entity Caller in [Role] = { person: String, kind: String };",
    "entity Api;",
    `action ${[...groups]
      .sort()
      .map((name) => JSON.stringify(name))
      .join(", ")};`,
    ...actions.map(
      (action) =>
        `action ${JSON.stringify(action.name)} in [${groupsOf(action)
          .map((name) => JSON.stringify(name))
          .join(", ")}] appliesTo { principal: [Caller], resource: [Api] };`,
    ),
  ].join("\n");
}

function groupsOf({ roles, subject, changes }: AccessAction): string[] {
  return [...roles.map((role) => `for-${role}`), subject, changes ? "change" : "read"];
}

/**
 * The shipped policies and an installation's own as one set, or null and why. `slot` names the place where Cedar keeps it, which a later set of the
 * same slot takes over: Cedar forgets nothing by itself. Types are checked unless they are known to hold, which takes half a second: the shipped policies
 * are held to them by a test.
 */
export function compileAccess(
  shipped: readonly PolicyFile[],
  own: readonly PolicyFile[],
  actions: readonly AccessAction[],
  slot: string,
  { checkTypes = true } = {},
): { set: AccessSet | null; findings: PolicyFinding[] } {
  const findings: PolicyFinding[] = [];
  const texts = new Map<string, PolicyText>();
  const policies = new Map<string, AccessPolicy>();
  for (const [files, mayPermit] of [
    [shipped, true],
    [own, false],
  ] as const)
    for (const source of files.flatMap(({ file, text }) => splitPolicies(file, text.toWellFormed())))
      readPolicy(source, mayPermit, { findings, texts, policies });
  const staticPolicies = Object.fromEntries([...texts].map(([id, { text }]) => [id, text]));
  if (findings.length === 0 && checkTypes) findings.push(...typeFaults(texts, staticPolicies, accessSchema(actions)));
  if (findings.length > 0) return { set: null, findings };
  const name = `cordon-access-${slot}`;
  const prepared = preparsePolicySet(name, { staticPolicies });
  if (prepared.type === "failure")
    throw new DefectError("guard.unusable-policies", `Access policies do not parse: ${prepared.errors[0]?.message}.`);
  return { set: { name, policies, actions: new Map(actions.map((action) => [action.name, action])) }, findings };
}

function readPolicy(
  source: PolicyText,
  mayPermit: boolean,
  {
    findings,
    texts,
    policies,
  }: { findings: PolicyFinding[]; texts: Map<string, PolicyText>; policies: Map<string, AccessPolicy> },
): void {
  const parsed = policyToJson(source.text);
  if (parsed.type === "failure") {
    findings.push(...parsed.errors.slice(0, 1).map((error) => cedarFinding(source, "guard.syntax", error)));
    return;
  }
  const { id = "", reason = "" } = parsed.json.annotations ?? {};
  const complain = (code: string, message: string, fix: string) =>
    findings.push({ code, ...placeAt(source.file, source.fileText, source.offset), message, fix });
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(id ?? ""))
    complain("guard.missing-id", "The policy has no id of letters, digits and dashes.", 'Write @id("…") before it.');
  else if (texts.has(id as string))
    complain("guard.duplicate-id", `There is another policy with the id "${id}".`, "Give it an id of its own.");
  else if ((reason ?? "") === "")
    complain("guard.missing-reason", "The policy does not say why.", 'Write @reason("…") before it.');
  else if (!mayPermit && parsed.json.effect === "permit")
    complain(
      "guard.widens",
      "Policies of your own only forbid; roles are what permits.",
      "Write forbid, or grant a role.",
    );
  texts.set(id as string, source);
  policies.set(id as string, { id: id as string, reason: reason as string });
}

function typeFaults(
  texts: ReadonlyMap<string, PolicyText>,
  staticPolicies: Record<string, string>,
  schema: string,
): PolicyFinding[] {
  const parsed = checkParseSchema(schema);
  if (parsed.type === "failure")
    throw new DefectError("guard.bad-schema", `Our own schema is refused: ${parsed.errors[0]?.message}.`);
  const answer = validate({ schema, policies: { staticPolicies } });
  if (answer.type === "failure")
    throw new DefectError("guard.validation-failed", `Cedar could not validate: ${answer.errors[0]?.message}.`);
  return answer.validationErrors.flatMap(({ policyId, error }) => {
    const source = texts.get(policyId);
    const message = error.message.replace(/^for policy `[^`]*`, /, "");
    return source === undefined ? [] : [cedarFinding(source, "guard.type", { ...error, message })];
  });
}

/** Pure: the same set, caller and action give the same answer. An action that the set does not know is a no. */
export function decideAccess(set: AccessSet, caller: AccessCaller, action: string): AccessAnswer {
  const known = set.actions.get(action);
  if (known === undefined) return { allowed: false, policies: [] };
  const principal = { type: "Caller", id: `${caller.kind}/${caller.person}` };
  const resource = { type: "Api", id: "v1" };
  const uid = { type: "Action", id: action };
  const answer = statefulIsAuthorized({
    ...{ principal, action: uid, resource, context: {}, preparsedPolicySetId: set.name },
    entities: [
      {
        uid: principal,
        attrs: { person: caller.person, kind: caller.kind },
        parents: caller.roles.map((id) => ({ type: "Role", id })),
      },
      { uid, attrs: {}, parents: groupsOf(known).map((id) => ({ type: "Action", id })) },
    ],
  });
  if (answer.type === "failure") return { allowed: false, policies: [] };
  const { decision, diagnostics } = answer.response;
  const policies = diagnostics.reason.flatMap((id) => set.policies.get(id) ?? []);
  return { allowed: decision === "allow" && diagnostics.errors.length === 0, policies };
}
