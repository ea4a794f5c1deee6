/** A risk that Entra ID Protection saw in a sign-in or a user. */
import { filled, given, wordTable } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, objectAt, objectsAt, type Raw, requireText, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Disposition } from "../../src/model/scale.ts";

/** https://learn.microsoft.com/graph/api/resources/riskdetection#risklevel-values */
export const severityOf = severityWords(
  { high: "high", medium: "medium", low: "low", none: "informational", hidden: "low" },
  "unknown",
);

const dispositionOf = wordTable<Disposition>(
  { confirmedsafe: "benign", confirmedcompromised: "true-positive", dismissed: "false-positive" },
  "unknown",
);

/** https://learn.microsoft.com/entra/id-protection/concept-identity-protection-risks */
const techniqueOf = wordTable<string>(
  {
    passwordspray: "T1110.003",
    leakedcredentials: "T1589.001",
    anonymizedipaddress: "T1090.003",
    maliciousipaddress: "T1078.004",
    anomaloustoken: "T1528",
    tokenissueranomaly: "T1606.002",
    suspiciousinboxforwarding: "T1114.003",
    mcassuspiciousinboxmanipulationrules: "T1564.008",
    attackerinthemiddle: "T1557",
    nationstateip: "T1078.004",
    userreportedsuspiciousactivity: "T1621",
  },
  "T1078.004",
);

/** `path` is where the fields stand, for messages. */
export function readRisk(risk: Raw, path: string): AlertDraftInput {
  const kind = firstText(risk, "riskEventType", "riskDetail") || "userRisk";
  const level = textAt(risk, "riskLevel");
  const state = textAt(risk, "riskState");
  const address = textAt(risk, "ipAddress");
  const location = objectAt(risk, "location");
  return {
    uid: requireText(risk, "id", path),
    title: `Risky ${textAt(risk, "activity") || "user"}: ${kind}`,
    description: [textAt(risk, "riskDetail"), textAt(location, "city"), textAt(location, "countryOrRegion")]
      .filter((one) => one !== "")
      .join(", "),
    severity: severityOf(level),
    severityRaw: level,
    time: requireTime(risk, ["activityDateTime", "detectedDateTime", "riskLastUpdatedDateTime"], path),
    ...given({ lastSeen: timeAt(risk, "lastUpdatedDateTime") }),
    rule: { id: kind, name: kind },
    product: { name: "Entra ID Protection", vendor: "Microsoft" },
    categories: filled(kind, textAt(risk, "source"), textAt(risk, "detectionTimingType")),
    techniques: [{ id: techniqueOf(kind) }],
    entities: [...userOf(risk), ...entity("actor", "ip", address)],
    observables: [...observables("ip", address), ...observables("user-agent", agentOf(risk))],
    disposition: dispositionOf(state),
    resolved: state === "remediated" || state === "dismissed" || state === "confirmedSafe",
  };
}

function userOf(risk: Raw): DraftEntity[] {
  const key = firstText(risk, "userPrincipalName", "userDisplayName", "userId", "id");
  return entity("affected", "user", key, { name: textAt(risk, "userDisplayName"), aliases: [textAt(risk, "userId")] });
}

/** `additionalInfo` is a JSON text of pairs `{Key, Value}`. */
function agentOf(risk: Raw): string {
  try {
    const pairs: unknown = JSON.parse(textAt(risk, "additionalInfo") || "[]");
    return textAt(objectsAt({ pairs }, "pairs").find((pair) => textAt(pair, "Key") === "userAgent") ?? {}, "Value");
  } catch {
    return "";
  }
}
