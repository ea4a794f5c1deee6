/** Evidence of a Graph alert by `@odata.type`: https://learn.microsoft.com/graph/api/resources/security-alertevidence */
import { type DraftEntity, type DraftObservable, entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, objectAt, objectsAt, type Raw, textAt, textsAt } from "../../src/connector/raw-fields.ts";
import type { ControlOutcome } from "../../src/model/alert.ts";
import type { EntityRole } from "../../src/model/entity.ts";

export interface Evidence {
  entities: DraftEntity[];
  observables: DraftObservable[];
  outcome: ControlOutcome;
}

type Piece = Pick<Evidence, "entities" | "observables">;

/** Everything the alert points at. Accounts come first, then devices: the first affected entity is that of the record. */
export function readEvidence(alert: Raw): Evidence {
  const list = objectsAt(alert, "evidence").slice(0, 100);
  const pieces = list.map(readPiece);
  return {
    entities: pieces.flatMap((piece) => piece.entities).sort((a, b) => rank(a) - rank(b)),
    observables: pieces.flatMap((piece) => piece.observables),
    outcome: outcomeOf(list),
  };
}

const ORDER = ["mailbox", "user", "device"];

function rank(one: DraftEntity): number {
  const place = ORDER.indexOf(one.type);
  return place === -1 ? ORDER.length : place;
}

function readPiece(evidence: Raw): Piece {
  const kind = textAt(evidence, "@odata.type").replace(/^#?microsoft\.graph\.security\./, "");
  const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  return read === undefined ? { entities: [], observables: [] } : read(evidence);
}

const READERS: Readonly<Record<string, (evidence: Raw) => Piece>> = {
  userEvidence: (evidence) => ({
    entities: userOf(objectAt(evidence, "userAccount"), roleOf(evidence, "affected")),
    observables: [],
  }),
  deviceEvidence: (evidence) => ({ entities: deviceOf(evidence), observables: [] }),
  mailboxEvidence: (evidence) => ({
    entities: entity(roleOf(evidence, "affected"), "mailbox", textAt(evidence, "primaryAddress"), {
      name: textAt(evidence, "displayName"),
    }),
    observables: observables("email", textAt(evidence, "primaryAddress")),
  }),
  ipEvidence: (evidence) => ({
    entities: entity(roleOf(evidence, "actor"), "ip", textAt(evidence, "ipAddress")),
    observables: observables("ip", textAt(evidence, "ipAddress")),
  }),
  urlEvidence: (evidence) => ({ entities: [], observables: observables("url", textAt(evidence, "url")) }),
  fileEvidence: (evidence) => ({ entities: [], observables: fileOf(objectAt(evidence, "fileDetails")) }),
  processEvidence: (evidence) => ({
    entities: userOf(objectAt(evidence, "userAccount"), "affected"),
    observables: [
      ...fileOf(objectAt(evidence, "imageFile")),
      ...observables("process", textAt(evidence, "processCommandLine")),
    ],
  }),
  analyzedMessageEvidence: messageOf,
  cloudApplicationEvidence: (evidence) => ({
    entities: entity("affected", "service", textAt(evidence, "displayName"), { aliases: [textAt(evidence, "appId")] }),
    observables: [],
  }),
  azureResourceEvidence: (evidence) => ({
    entities: entity("affected", "cloud-resource", textAt(evidence, "resourceId"), {
      name: textAt(evidence, "resourceName"),
    }),
    observables: [],
  }),
  amazonResourceEvidence: (evidence) => ({
    entities: entity("affected", "cloud-resource", textAt(evidence, "amazonResourceId"), {
      name: textAt(evidence, "resourceName"),
    }),
    observables: [],
  }),
};

/** https://learn.microsoft.com/graph/api/resources/security-alertevidence#evidencerole-values */
function roleOf(evidence: Raw, otherwise: EntityRole): EntityRole {
  const roles = [...textsAt(evidence, "roles"), ...textsAt(evidence, "detailedRoles")].map((role) =>
    role.toLowerCase(),
  );
  if (roles.some((role) => ["compromised", "attacked", "destination"].includes(role))) return "affected";
  if (roles.some((role) => ["attacker", "commandandcontrol", "source"].includes(role))) return "actor";
  return otherwise;
}

/** The user principal name, by which Entra ID suspends; the short name and ids are aliases. */
function userOf(account: Raw, role: EntityRole): DraftEntity[] {
  const short = textAt(account, "accountName");
  const key = textAt(account, "userPrincipalName") || short;
  if (/^(system|local service|network service)$/i.test(key)) return [];
  const aliases = [short, textAt(account, "azureAdUserId"), textAt(account, "userSid")];
  return entity(role, "user", key, { name: textAt(account, "displayName"), aliases });
}

function deviceOf(evidence: Raw): DraftEntity[] {
  const id = textAt(evidence, "mdeDeviceId");
  const host = firstText(evidence, "deviceDnsName", "hostName", "fullyQualifiedDomainName");
  const aliases = [id, textAt(evidence, "azureAdDeviceId"), ...textsAt(evidence, "ipInterfaces")];
  return entity(roleOf(evidence, "affected"), "device", host || id, { aliases });
}

function fileOf(file: Raw): DraftObservable[] {
  const [folder, name] = [textAt(file, "filePath"), textAt(file, "fileName")];
  const path =
    folder === "" || name === "" || folder.endsWith(name)
      ? folder || name
      : `${folder}${folder.includes("/") ? "/" : "\\"}${name}`;
  return [
    ...observables("file", path),
    ...observables("hash", textAt(file, "sha256"), textAt(file, "sha1"), textAt(file, "md5")),
  ];
}

/** A mail message: the recipient's mailbox is affected, the sender acts. */
function messageOf(evidence: Raw): Piece {
  const sender =
    textAt(objectAt(evidence, "p2Sender"), "emailAddress") || textAt(objectAt(evidence, "p1Sender"), "emailAddress");
  const address = textAt(evidence, "senderIp");
  return {
    entities: [
      ...entity("affected", "mailbox", textAt(evidence, "recipientEmailAddress")),
      ...entity("actor", "mailbox", sender),
      ...entity("actor", "ip", address),
    ],
    observables: [
      ...observables("email", sender),
      ...observables("ip", address),
      ...observables("url", ...textsAt(evidence, "urls").slice(0, 50)),
    ],
  };
}

/** `detectionStatus` and `remediationStatus` of the evidence: what Defender did before anybody looked. */
function outcomeOf(list: readonly Raw[]): ControlOutcome {
  const words = list
    .flatMap((one) => [textAt(one, "detectionStatus"), textAt(one, "remediationStatus")])
    .map((word) => word.toLowerCase());
  if (words.includes("prevented") || words.includes("blocked")) return "blocked";
  return words.includes("remediated") ? "quarantined" : "detected";
}
