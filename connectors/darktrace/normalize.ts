/** Darktrace model breach alerts and AI Analyst incidents in JSON, by syslog, webhook or API (https://customerportal.darktrace.com/product-guides/main/json-alerts). */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  numberAt,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severitySteps } from "../../src/connector/severity-scale.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const darktraceSource: Source = {
  recognizes: (raw) =>
    isRaw(raw) &&
    (("pbid" in raw && "model" in raw) ||
      ("aiaScore" in raw && "summary" in raw) ||
      ("breachDevices" in raw && "incidentEvents" in raw)),

  normalize(raw): AlertDraftInput {
    const message = requireObject(raw);
    return "pbid" in message ? readBreach(message) : readIncident(message);
  },
};

function deviceOf(device: Raw) {
  const name = firstText(device, "hostname", "devicelabel", "identifier");
  const address = textAt(device, "ip");
  return name === ""
    ? entity("affected", "ip", address)
    : entity("affected", "device", name, { aliases: [address, textAt(device, "macaddress"), textAt(device, "did")] });
}

function readBreach(message: Raw): AlertDraftInput {
  const model = {
    ...objectAt(objectAt(message, "model"), "now"),
    ...objectAt(objectAt(message, "model"), "then"),
    ...("name" in objectAt(message, "model") ? objectAt(message, "model") : {}),
  };
  const name = textAt(model, "name") || "Model breach";
  const score = numberAt(message, "score");
  const device = {
    ...objectAt(message, "device"),
    ...("did" in message ? {} : objectAt(objectsAt(message, "triggeredComponents")[0] ?? {}, "device")),
  };
  const filters = objectsAt(message, "triggeredComponents").flatMap((one) => objectsAt(one, "triggeredFilters"));
  const triggered = (kind: RegExp) =>
    filters
      .filter((one) => kind.test(textAt(one, "filterType")))
      .map((one) => textAt(objectAt(one, "trigger"), "value"));
  const techniques = objectAt(message, "mitreTechniques");
  return {
    uid: textAt(message, "pbid"),
    title: name.split("::").at(-1) ?? name,
    description: textAt(model, "description"),
    severity: scoreToOne(score),
    severityRaw: score === undefined ? "" : String(score),
    time: requireTime(message, ["time", "creationTime"]),
    rule: { id: textAt(model, "uuid") || name, name },
    product: { name: "Darktrace", vendor: "Darktrace" },
    categories: filled(
      name,
      name.split("::")[0] ?? "",
      textAt(model, "category"),
      ...textsAt(model, "tags").slice(0, 5),
    ),
    techniques: techniquesIn(
      ...objectsAt(techniques, "techniques").map((one) => textAt(one, "techniqueID")),
      ...objectsAt(objectAt(model, "mitre"), "techniques").map(String),
      textsAt(objectAt(model, "mitre"), "techniques").join(" "),
    ),
    entities: [
      ...deviceOf(device),
      ...triggered(/destination ip/i)
        .slice(0, 3)
        .flatMap((address) => entity("actor", "ip", address)),
    ],
    observables: [
      ...observables("ip", ...triggered(/\bip\b/i)),
      ...observables("domain", ...triggered(/hostname|dns|domain/i)),
      ...observables("port", ...triggered(/destination port/i)),
      ...observables("host", textAt(device, "hostname")),
    ],
    disposition: message.acknowledged === true || isRaw(message.acknowledged) ? "disregard" : "unknown",
    ...given({ link: textAt(message, "breachUrl") }),
  };
}

/** A score of 0 to 1; the product's own bands of priority. */
export const scoreToOne = severitySteps([
  [0.9, "critical"],
  [0.7, "high"],
  [0.4, "medium"],
  [0, "low"],
]);

function readIncident(message: Raw): AlertDraftInput {
  const score = numberAt(message, "aiaScore") ?? numberAt(message, "groupScore");
  const title = textAt(message, "title") || "AI Analyst incident";
  const devices = objectsAt(message, "breachDevices");
  return {
    uid: firstText(message, "id", "currentGroup"),
    title,
    description: textAt(message, "summary"),
    severity: scoreToOne(score === undefined ? undefined : score / 100),
    severityRaw: score === undefined ? "" : String(score),
    time: requireTime(message, ["createdAt", "end", "start"]),
    rule: { id: textAt(message, "category") || title, name: title },
    product: { name: "Darktrace AI Analyst", vendor: "Darktrace" },
    categories: filled(textAt(message, "category"), ...textsAt(message, "attackPhases").slice(0, 5)),
    techniques: techniquesIn(textsAt(message, "mitreTactics").join(" ")),
    entities: devices.flatMap(deviceOf),
    observables: devices.flatMap((one) => [
      ...observables("ip", textAt(one, "ip")),
      ...observables("host", textAt(one, "hostname")),
    ]),
    ...given({ link: textAt(message, "incidentEventUrl") }),
  };
}
