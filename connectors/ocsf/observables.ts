/** Values an OCSF event names: its own `observables`, and those in the usual places where the producer filled none. */
import { type DraftObservable, observables } from "../../src/connector/raw-entities.ts";
import { firstText, numberAt, objectAt, objectsAt, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import type { ObservableType } from "../../src/model/observable.ts";

/** `observable.type_id`: https://schema.ocsf.io/1.8.0/objects/observable */
const TYPES: Readonly<Record<number, ObservableType>> = {
  1: "host",
  2: "ip",
  4: "user",
  5: "email",
  6: "url",
  7: "file",
  8: "hash",
  9: "process",
  10: "resource",
  11: "port",
  13: "process",
  16: "user-agent",
  21: "user",
  22: "email",
  23: "url",
  24: "file",
  25: "process",
  30: "hash",
  45: "file",
};

export function observablesOf(event: Raw): DraftObservable[] {
  const evidences = objectsAt(event, "evidences").slice(0, 20);
  const weaknesses = objectsAt(event, "vulnerabilities").slice(0, 50);
  return [
    ...objectsAt(event, "observables").slice(0, 150).flatMap(observable),
    ...[event, ...evidences].flatMap(inPlaces),
    ...observables("other", ...weaknesses.map((one) => textAt(objectAt(one, "cve"), "uid"))),
  ];
}

function observable(one: Raw): DraftObservable[] {
  const type = TYPES[numberAt(one, "type_id") ?? 99] ?? "other";
  const isDomain = type === "host" && /domain|query/.test(textAt(one, "name"));
  return observables(isDomain ? "domain" : type, textAt(one, "value"));
}

function inPlaces(one: Raw): DraftObservable[] {
  const url = objectAt(one, "url");
  const process = objectAt(one, "process");
  return [
    ...observables("ip", textAt(objectAt(one, "src_endpoint"), "ip"), textAt(objectAt(one, "dst_endpoint"), "ip")),
    ...observables("url", textAt(url, "url_string")),
    ...observables("domain", textAt(url, "hostname"), textAt(objectAt(one, "query"), "hostname")),
    ...observables("user-agent", textAt(objectAt(one, "http_request"), "user_agent")),
    ...observables("process", firstText(process, "cmd_line", "name")),
    ...file(objectAt(one, "file")),
    ...file(objectAt(process, "file")),
  ];
}

function file(one: Raw): DraftObservable[] {
  return [
    ...observables("file", firstText(one, "path", "name")),
    ...observables("hash", ...objectsAt(one, "hashes").map((hash) => textAt(hash, "value"))),
  ];
}
