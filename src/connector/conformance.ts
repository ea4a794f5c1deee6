/** What every connector has to be, whoever wrote it. Run over the whole registry; each fault is one line a contributor can act on. */
import type { z } from "zod";
import type { Capability } from "./capability.ts";
import type { Action, Connector } from "./connector.ts";

const SECRET_WORDS = /password|passwd|secret|token|api.?key|private.?key|credential/i;
const HEALTHLESS_REASON = "has actions but no health check, so nobody can see what the connection may do";
const UNASKED_REASON = "is asked for alerts but has no health check, so nobody can try the connection";

/** Every fault of a connector, empty when it conforms. `folder` is the name of the folder it was found in. */
export function faultsOf(
  folder: string,
  connector: Connector,
  capabilities: ReadonlyMap<string, Capability>,
): string[] {
  const faults = [
    ...faultsOfIdentity(folder, connector),
    ...faultsOfSettings(connector),
    ...faultsOfSecrets(connector),
    ...faultsOfAsking(connector),
    ...faultsOfCanary(connector),
    ...connector.actions.flatMap((action) => faultsOfAction(connector, action as Action, capabilities)),
    ...repeated(connector.actions.map((action) => action.capability.id)).map((id) => `implements ${id} twice`),
  ];
  return faults.map((fault) => `${folder}: ${fault}`);
}

function faultsOfIdentity(folder: string, connector: Connector): string[] {
  const faults: string[] = [];
  if (connector.id !== folder) faults.push(`its id is "${connector.id}"; the id is the folder's name`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(connector.id)) faults.push("its id is not lower-case words joined by dashes");
  if (connector.title.trim() === "") faults.push("has no title");
  if (!isDocsOf(connector, connector.docs)) faults.push(`docs "${connector.docs}" is not an https URL`);
  const acts = connector.actions.length > 0 || connector.asking !== undefined;
  if (!connector.source && !acts) faults.push("neither sends us alerts nor can do anything");
  if (acts && !connector.health) faults.push(HEALTHLESS_REASON);
  if (connector.actsWith !== undefined && !Object.hasOwn(connector.settings.shape, connector.actsWith))
    faults.push(`acts with "${connector.actsWith}", and has no such setting`);
  if (connector.poll && !connector.health) faults.push(UNASKED_REASON);
  if (connector.poll && !connector.source) faults.push("is asked for alerts that it has no source to read");
  return faults;
}

function faultsOfSettings(connector: Connector): string[] {
  const faults: string[] = [];
  const probe = connector.settings.safeParse({ "a-setting-nobody-has": true });
  if (probe.success || !probe.error.issues.some((issue) => issue.code === "unrecognized_keys")) {
    faults.push("settings accept unknown fields; use z.strictObject, so that a misspelt setting is an error");
  }
  for (const [name, field] of Object.entries(connector.settings.shape as Record<string, z.ZodType>)) {
    if (!field.description && !field.meta()?.description) faults.push(`setting "${name}" has no description`);
    if (SECRET_WORDS.test(name))
      faults.push(`setting "${name}" looks like a secret; secrets are sealed, settings are not`);
  }
  return faults;
}

function faultsOfSecrets(connector: Connector): string[] {
  const names = connector.secrets.map(({ name }) => name);
  const settings = Object.keys(connector.settings.shape);
  const { verify } = connector.source ?? {};
  return [
    ...repeated(names).map((name) => `declares the secret "${name}" twice`),
    ...names.filter((name) => settings.includes(name)).map((name) => `"${name}" is both a setting and a secret`),
    ...connector.secrets.filter(({ title }) => title.trim() === "").map(({ name }) => `secret "${name}" has no title`),
    ...(verify && !names.includes(verify.secret)
      ? [`verifies signatures with the secret "${verify.secret}", which it does not declare`]
      : []),
  ];
}

function faultsOfCanary({ canary, actions }: Connector): string[] {
  if (canary === undefined) return [];
  const action = actions.find(({ capability }) => capability.id === canary.capability);
  const proves = action?.readBack !== undefined && action.capability.reversal !== undefined;
  return proves ? [] : [`its canary is ${canary.capability}, which it does not both read back and undo`];
}

function faultsOfAsking(connector: Connector): string[] {
  const { asking } = connector;
  if (asking === undefined) return [];
  const faults: string[] = [];
  if (!isDocsOf(connector, asking.docs)) faults.push(`asking: docs "${asking.docs}" is not an https URL`);
  if (asking.permissions.length === 0) faults.push("asking names no permission it needs");
  if (asking.answers && !connector.secrets.some(({ name }) => name === asking.answers?.secret))
    faults.push(`answers are signed with the secret "${asking.answers.secret}", which it does not declare`);
  return faults;
}

function faultsOfAction(connector: Connector, action: Action, capabilities: ReadonlyMap<string, Capability>): string[] {
  const { id, effect, reversal, irreversible } = action.capability;
  const faults: string[] = [];
  if (capabilities.get(id) !== action.capability) faults.push(`${id} is not a capability of the catalog`);
  if (!isDocsOf(connector, action.docs)) faults.push(`${id}: docs "${action.docs}" is not an https URL`);
  if (action.permissions.length === 0 || action.permissions.some((permission) => permission.trim() === ""))
    faults.push(`${id} names no permission it needs`);
  if (effect === "contain" || effect === "eradicate") {
    if (reversal === undefined && !irreversible) faults.push(`${id} neither has a reversal nor says why none`);
    if (reversal !== undefined && !connector.actions.some((other) => other.capability.id === reversal)) {
      faults.push(`${id} is undone by ${reversal}, which the connector does not implement`);
    }
  }
  if (effect === "observe" && !action.idempotent) faults.push(`${id} only observes, and says it is not idempotent`);
  return faults;
}

/** A simulated product is documented in this repository, nowhere else. */
function isDocsOf(connector: Connector, text: string): boolean {
  if (connector.simulated && /^[a-z][\w/-]*\/README\.md(#[\w-]+)?$/.test(text)) return true;
  return URL.canParse(text) && new URL(text).protocol === "https:";
}

function repeated(names: string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
