/** What a decision is about and rests on, held against what there is: a misspelled name would never be heeded. */

import { InputError } from "../errors.ts";
import type { Evidence, Subject } from "../model/decision.ts";
import { OBSERVABLE_TYPES } from "../model/observable.ts";
import { ENTITY_TYPES, readReference, referenceText } from "../model/words.ts";
import { playbooksInForce, taxonomyInForce } from "../store/content.ts";
import type { Client } from "../store/database.ts";
import { missingEvidence } from "../store/decision-read.ts";
import { incidentIdOf } from "../store/incident-read.ts";
import { readTaxonomy } from "../taxonomy/stored.ts";
import { notFound } from "./authenticate.ts";
import { incidentParams } from "./contract/incident.ts";
import type { ApiDeps } from "./deps.ts";

interface Place {
  client: Client;
  workspaceId: string;
}

/** Subjects as they are stored: entities by the key that alerts know them by, incidents by their id. @throws InputError `api.not-found`, `decision.bad-reference`. */
export async function subjectTexts(
  deps: Pick<ApiDeps, "canonicalEntity">,
  place: Place,
  about: readonly Subject[],
): Promise<string[]> {
  const texts: string[] = [];
  for (const subject of about) texts.push(referenceText({ ...subject, key: await keyOf(deps, place, subject) }));
  return texts;
}

/** Evidence as it is stored. @throws InputError `api.not-found` for what is not in the workspace. */
export async function evidenceTexts({ client, workspaceId }: Place, evidence: readonly Evidence[]): Promise<string[]> {
  const named: { type: string; key: string }[] = [];
  for (const one of evidence)
    named.push(one.type === "incident" ? { ...one, key: await incidentId({ client, workspaceId }, one.key) } : one);
  const [missing] = await missingEvidence(client, workspaceId, named);
  if (missing !== undefined) throw notFound(missing.type, missing.key);
  return named.map(referenceText);
}

async function keyOf(
  { canonicalEntity }: Pick<ApiDeps, "canonicalEntity">,
  place: Place,
  { type, key }: Subject,
): Promise<string> {
  switch (type) {
    case "entity": {
      const named = typed(type, key, ENTITY_TYPES);
      const entity = canonicalEntity({
        type: named.type,
        key: named.key,
        name: named.key,
        role: "affected",
        aliases: [],
      });
      if (entity?.type !== named.type)
        throw badReference(type, key, `"${named.key.slice(0, 60)}" is no ${named.type} as alerts know them`);
      return referenceText(entity);
    }
    case "observable":
      return referenceText(typed(type, key, OBSERVABLE_TYPES));
    case "incident":
      return incidentId(place, key);
    case "incident-type":
      return known("incident type", key, await typesOf(place));
    case "playbook": {
      const playbooks = await playbooksInForce(place.client, place.workspaceId);
      return known(
        "playbook in force",
        key,
        playbooks.map(({ name }) => name),
      );
    }
    default:
      return key;
  }
}

function typed<T extends string>(subject: string, text: string, types: readonly T[]): { type: T; key: string } {
  const { type, key } = readReference(text);
  const found = types.find((one) => one === type);
  if (found === undefined || key === "")
    throw badReference(subject, text, `expected its type and a colon first, one of ${types.join(", ")}`);
  return { type: found, key };
}

function badReference(subject: string, text: string, why: string): InputError {
  return new InputError("decision.bad-reference", `${subject}:${text.slice(0, 100)} is no reference: ${why}.`);
}

async function incidentId({ client, workspaceId }: Place, ref: string): Promise<string> {
  const fits = incidentParams.safeParse({ incident: ref }).success;
  const id = fits ? await incidentIdOf(client, workspaceId, ref) : null;
  if (id === null) throw notFound("incident", ref);
  return id;
}

/** Null where the taxonomy cannot be read: then no name is refused. */
async function typesOf({ client, workspaceId }: Place): Promise<string[] | null> {
  const version = await taxonomyInForce(client, workspaceId);
  return readTaxonomy(version?.content)?.types.map(({ id }) => id) ?? null;
}

function known(what: string, name: string, names: readonly string[] | null): string {
  if (names === null || names.includes(name)) return name;
  throw notFound(what, name, names);
}
