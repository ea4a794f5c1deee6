/** The entities of an alert in the places OCSF has for them: `resources`, `device`, `actor`, `evidences`. */
import type { EntityRef } from "../model/entity.ts";
import type { Observable } from "../model/observable.ts";
import { HASH_BY_LENGTH, RESOURCE_TYPE } from "./ocsf-scales.ts";

type Json = Record<string, unknown>;

/** At most this many evidences: the rest is in `observables`. */
const MAX_EVIDENCES = 20;

/** Every affected entity, role Affected (3). */
export function resourcesOf(entities: readonly EntityRef[]): Json[] {
  return entities
    .filter((entity) => entity.role === "affected")
    .map((entity) => ({
      uid: entity.key,
      name: entity.name,
      type: RESOURCE_TYPE[entity.type],
      role_id: 3,
      role: "Affected",
      ...(entity.type === "ip" ? { ip: entity.key } : {}),
      ...(entity.type === "device" ? { hostname: entity.key } : {}),
    }));
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
  const endpoints = entities.flatMap((entity): Json[] => {
    const side = entity.role === "actor" ? "src_endpoint" : "dst_endpoint";
    if (entity.type === "ip") return [{ [side]: { ip: entity.key } }];
    return entity.type === "domain" ? [{ [side]: { domain: entity.key } }] : [];
  });
  const urls = observables
    .filter((observable) => observable.type === "url")
    .map((observable) => ({ url: { url_string: observable.value } }));
  return [...endpoints, ...fileEvidence(observables), ...urls].slice(0, MAX_EVIDENCES);
}

/** One file with all hashes when the alert names one file; OCSF wants a name, so hashes alone are no file. */
function fileEvidence(observables: readonly Observable[]): Json[] {
  const files = observables.filter((observable) => observable.type === "file");
  const hashes = observables
    .filter((observable) => observable.type === "hash")
    .flatMap(({ value }) => {
      const algorithm = HASH_BY_LENGTH.get(value.length);
      return algorithm === undefined ? [] : [{ algorithm_id: algorithm.id, algorithm: algorithm.caption, value }];
    });
  return files.map(({ value }) => ({
    file: {
      name: value.split(/[/\\]/).at(-1) || value,
      path: value,
      type_id: 1,
      type: "Regular File",
      ...(files.length === 1 && hashes.length > 0 ? { hashes } : {}),
    },
  }));
}
