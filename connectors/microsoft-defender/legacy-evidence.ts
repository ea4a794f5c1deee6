/** Machine, user and evidence of a Defender for Endpoint alert: https://learn.microsoft.com/defender-endpoint/api/alerts */
import { type DraftEntity, type DraftObservable, entity, observables } from "../../src/connector/raw-entities.ts";
import { objectAt, objectsAt, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import type { Evidence } from "./graph-evidence.ts";

export function readLegacyEvidence(alert: Raw): Evidence {
  const evidence = objectsAt(alert, "evidence").slice(0, 100);
  const machine = textAt(alert, "machineId");
  return {
    entities: [
      ...entity("affected", "device", textAt(alert, "computerDnsName") || machine, { aliases: [machine] }),
      ...account(objectAt(alert, "relatedUser"), "userName"),
      ...evidence.flatMap(evidenceEntities),
    ],
    observables: evidence.flatMap(evidenceObservables),
    outcome: "detected",
  };
}

function evidenceEntities(one: Raw): DraftEntity[] {
  return [
    ...(textAt(one, "entityType") === "User" ? account(one, "accountName") : []),
    ...entity("actor", "ip", textAt(one, "ipAddress")),
  ];
}

function account(user: Raw, key: string): DraftEntity[] {
  const short = textAt(user, key);
  const login = textAt(user, "userPrincipalName") || short;
  return /^(system|local service|network service)$/i.test(login)
    ? []
    : entity("affected", "user", login, { aliases: [short] });
}

function evidenceObservables(one: Raw): DraftObservable[] {
  const [folder, name] = [textAt(one, "filePath"), textAt(one, "fileName")];
  const path = folder === "" || name === "" ? folder || name : `${folder}\\${name}`;
  return [
    ...observables("file", path),
    ...observables("hash", textAt(one, "sha256"), textAt(one, "sha1")),
    ...observables("process", textAt(one, "processCommandLine")),
    ...observables("ip", textAt(one, "ipAddress")),
    ...observables("url", textAt(one, "url")),
  ];
}
