/** The entities of an alert in the places OCSF has for them: `resources`, `device`, `actor`, `evidences`. */
import type { EntityRef } from "../model/entity.ts";
import type { Observable } from "../model/observable.ts";
import { HASH_BY_LENGTH, RESOURCE_TYPE } from "./ocsf-scales.ts";

type Json = Record<string, unknown>;

/** At most this many evidences: the rest is in `observables`. */
const MAX_EVIDENCES = 20;

/** Every affected entity, role Affected (3). */
export function resourcesOf(entities: readonly EntityRef[]): Json[] {
  const resources: Json[] = [];
  for (const { type, key, name, role } of entities) {
    if (role !== "affected") continue;
    const resource: Json = { uid: key, name, type: RESOURCE_TYPE[type], role_id: 3, role: "Affected" };
    if (type === "ip") resource.ip = key;
    if (type === "device") resource.hostname = key;
    resources.push(resource);
  }
  return resources;
}

/** The first affected device. Sources seldom say which kind of device: type Unknown (0). */
export function deviceOf(entities: readonly EntityRef[]): Json | undefined {
  const device = entities.find((entity) => entity.type === "device" && entity.role === "affected");
  if (device === undefined) return undefined;
  const uid = device.aliases[0];
  return {
    type_id: 0,
    type: "Unknown",
    hostname: device.key,
    name: device.name,
    ...(uid === undefined ? {} : { uid }),
  };
}

/** The first acting user or service; OCSF's actor has no place for an address, which is evidence instead. */
export function actorOf(entities: readonly EntityRef[]): Json | undefined {
  const actors = entities.filter((entity) => entity.role === "actor");
  const user = actors.find((entity) => entity.type === "user");
  if (user !== undefined) {
    return { user: { uid: user.key, name: user.name, ...(user.key.includes("@") ? { email_addr: user.key } : {}) } };
  }
  const service = actors.find((entity) => entity.type === "service");
  return service === undefined ? undefined : { app_uid: service.key, app_name: service.name };
}

/** Acting addresses and domains as sources, affected ones as destinations, files and URLs as themselves. */
export function evidencesOf(entities: readonly EntityRef[], observables: readonly Observable[]): Json[] {
  const evidences: Json[] = [];
  for (const { type, key, role } of entities) {
    if (type !== "ip" && type !== "domain") continue;
    const endpoint = type === "ip" ? { ip: key } : { domain: key };
    evidences.push(role === "actor" ? { src_endpoint: endpoint } : { dst_endpoint: endpoint });
  }
  addFiles(evidences, observables);
  for (const { type, value } of observables) if (type === "url") evidences.push({ url: { url_string: value } });
  return evidences.length > MAX_EVIDENCES ? evidences.slice(0, MAX_EVIDENCES) : evidences;
}

/** One file with all hashes when the alert names one file; OCSF wants a name, so hashes alone are no file. */
function addFiles(evidences: Json[], observables: readonly Observable[]): void {
  const files = observables.filter(({ type }) => type === "file");
  for (const { value } of files) {
    const name = value.split(/[/\\]/).at(-1) || value;
    const file: Json = { name, path: value, type_id: 1, type: "Regular File" };
    const hashes = files.length === 1 ? hashesOf(observables) : [];
    if (hashes.length > 0) file.hashes = hashes;
    evidences.push({ file });
  }
}

function hashesOf(observables: readonly Observable[]): Json[] {
  return observables.flatMap(({ type, value }) => {
    const algorithm = type === "hash" ? HASH_BY_LENGTH.get(value.length) : undefined;
    return algorithm === undefined ? [] : [{ algorithm_id: algorithm.id, algorithm: algorithm.caption, value }];
  });
}
