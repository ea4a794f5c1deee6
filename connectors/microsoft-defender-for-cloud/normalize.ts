/**
 * Microsoft Defender for Cloud alerts (https://learn.microsoft.com/azure/defender-for-cloud/alerts-schemas): continuous export to an event hub, workflow
 * automation, and the ARM API (`properties`), whose names begin with a small letter.
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  missing,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const defenderForCloudSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "value")),

  recognizes: (raw) => isRaw(raw) && isAlert(withSmallNames(raw)),

  normalize(raw): AlertDraftInput {
    const alert = withSmallNames(requireObject(raw));
    const uid = firstText(alert, "systemAlertId", "id", "name");
    const title = firstText(alert, "alertDisplayName");
    if (uid === "" || title === "")
      throw missing(uid === "" ? "$.SystemAlertId" : "$.AlertDisplayName", "text", undefined);
    const severity = textAt(alert, "severity");
    const parts = [...objectsAt(alert, "entities").map(withSmallNames)];
    const addresses = parts.filter((one) => textAt(one, "type") === "ip").map((one) => textAt(one, "address"));
    return {
      uid,
      title,
      description: textAt(alert, "description"),
      severity: severityOf(severity),
      severityRaw: severity,
      time: requireTime(alert, ["endTimeUtc", "startTimeUtc", "timeGeneratedUtc", "processingEndTimeUtc"]),
      ...given({ firstSeen: timeAt(alert, "startTimeUtc"), lastSeen: timeAt(alert, "endTimeUtc") }),
      rule: { id: textAt(alert, "alertType") || title, name: title },
      product: { name: "Defender for Cloud", vendor: "Microsoft" },
      categories: filled(textAt(alert, "alertType"), textAt(alert, "intent"), textAt(alert, "productName")),
      techniques: techniquesIn(
        textsAt(alert, "techniques").join(" "),
        textAt(objectAt(alert, "extendedProperties"), "techniques"),
      ),
      entities: [
        ...parts.flatMap(entityOf),
        ...entity("affected", "cloud-resource", resourceOf(alert), { name: textAt(alert, "compromisedEntity") }),
        ...addresses.flatMap((address) => entity("actor", "ip", address)),
      ],
      observables: [
        ...observables("ip", ...addresses),
        ...observables("resource", resourceOf(alert)),
        ...parts
          .filter((one) => textAt(one, "type") === "filehash")
          .flatMap((one) => observables("hash", textAt(one, "value"))),
        ...parts
          .filter((one) => textAt(one, "type") === "url")
          .flatMap((one) => observables("url", textAt(one, "url"))),
        ...parts
          .filter((one) => textAt(one, "type") === "process")
          .flatMap((one) => observables("process", textAt(one, "commandLine"))),
      ],
      disposition: textAt(alert, "status") === "Dismissed" ? "disregard" : "unknown",
      resolved: textAt(alert, "status") === "Resolved",
      ...given({ link: textAt(alert, "alertUri") }),
    };
  },
};

export const severityOf = severityWords(
  { high: "high", medium: "medium", low: "low", informational: "informational" },
  "unknown",
);

function isAlert(alert: Raw): boolean {
  return (
    "alertType" in alert && "alertDisplayName" in alert && ("systemAlertId" in alert || "compromisedEntity" in alert)
  );
}

/** Names as the ARM API writes them, its `properties` laid out. */
function withSmallNames(raw: Raw): Raw {
  const flat = isRaw(raw.properties) && "alertDisplayName" in raw.properties ? { ...raw, ...raw.properties } : raw;
  return Object.fromEntries(
    Object.entries(flat).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
  );
}

function resourceOf(alert: Raw): string {
  const identifiers = objectsAt(alert, "resourceIdentifiers").map(withSmallNames);
  return (
    firstText(alert, "azureResourceId") ||
    identifiers.map((one) => textAt(one, "azureResourceId")).find((id) => id !== "") ||
    ""
  );
}

function entityOf(part: Raw): DraftEntity[] {
  const type = textAt(part, "type");
  if (type === "host")
    return entity("affected", "device", textAt(part, "hostName"), { aliases: [textAt(part, "azureID")] });
  if (type !== "account") return [];
  const [name, suffix] = [textAt(part, "name"), textAt(part, "upnSuffix") || textAt(part, "uPNSuffix")];
  return entity("affected", "user", suffix === "" || name === "" ? name : `${name}@${suffix}`, {
    aliases: [textAt(part, "sid")],
  });
}
