/**
 * The fields of a CEF extension (ArcSight Common Event Format, the dictionary) and of LEEF attributes, under either name: who did what to whom.
 */
import { isPublicAddress } from "../../src/connector/address.ts";
import { type DraftEntity, type DraftObservable, entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, type Raw, textAt } from "../../src/connector/raw-fields.ts";

interface Side {
  ip: string;
  host: string;
  user: string;
}

function sideOf(fields: Raw, kind: "source" | "destination"): Side {
  const [ip, host, user] = NAMES[kind];
  return { ip: firstText(fields, ...ip), host: firstText(fields, ...host), user: firstText(fields, ...user) };
}

const NAMES = {
  source: [
    ["src", "c6a2", "sourceTranslatedAddress", "identSrc"],
    ["shost", "sourceDnsDomain", "identHostName", "srcHostName"],
    ["suser", "usrName", "suid", "accountName"],
  ],
  destination: [
    ["dst", "c6a3", "destinationTranslatedAddress"],
    ["dhost", "destinationDnsDomain", "dstHostName"],
    ["duser", "duid", "target"],
  ],
} as const;

/**
 * The destination is affected and the source acts, except where the source is inside and the destination outside: then the machine inside is
 * the one whose harm matters. A lone user is the account concerned. The reporting device is affected only when nothing else is named.
 */
export function entitiesOf(fields: Raw, reporter: string): DraftEntity[] {
  const source = sideOf(fields, "source");
  const destination = sideOf(fields, "destination");
  const outbound = source.ip !== "" && !isPublicAddress(source.ip) && isPublicAddress(destination.ip);
  const [ours, theirs] = outbound ? [source, destination] : [destination, source];
  const affected = [
    ...entity("affected", "user", ours.user),
    ...hostOf("affected", ours),
    ...entity("affected", "mailbox", firstText(fields, "recipient")),
    ...entity("affected", "cloud-resource", firstText(fields, "resource")),
  ];
  const actors = [...entity("actor", "user", theirs.user), ...hostOf("actor", theirs)];
  if (affected.length > 0) return [...affected, ...actors];
  // Only one side is named: a user or machine of ours rather than a stranger.
  const own = actors.filter(({ type, key }) => type !== "ip" || !isPublicAddress(key));
  const lone = own.map((one) => ({ ...one, role: "affected" as const }));
  const rest = actors.filter((one) => !own.includes(one));
  const device =
    lone.length > 0
      ? []
      : hostOf("affected", { ip: textAt(fields, "dvc"), host: textAt(fields, "dvchost") || reporter, user: "" });
  return [...lone, ...device, ...rest];
}

/** A machine by its name with its address as alias, or by its address. */
function hostOf(role: "affected" | "actor", side: Side): DraftEntity[] {
  return side.host === "" ? entity(role, "ip", side.ip) : entity(role, "device", side.host, { aliases: [side.ip] });
}

export function observablesOf(fields: Raw): DraftObservable[] {
  return [
    ...observables("ip", ...["src", "dst", "c6a2", "c6a3"].map((key) => textAt(fields, key))),
    ...observables("port", firstText(fields, "dpt", "dstPort")),
    ...observables("url", firstText(fields, "request", "url")),
    ...observables("domain", firstText(fields, "destinationDnsDomain", "domain")),
    ...observables("user-agent", firstText(fields, "requestClientApplication", "userAgent")),
    ...observables("file", firstText(fields, "filePath", "fname", "fileName", "oldFilePath")),
    ...observables(
      "hash",
      ...["fileHash", "oldFileHash", "sha256", "sha1", "md5", "hash"].map((key) => textAt(fields, key)),
    ),
    ...observables("process", firstText(fields, "dproc", "sproc", "process")),
    ...observables("user", textAt(fields, "suser"), textAt(fields, "duser"), textAt(fields, "usrName")),
    ...observables("email", textAt(fields, "sender"), textAt(fields, "recipient")),
    ...labelled(fields),
  ];
}

/** Custom strings say by their label what they hold: `cs1Label=SHA256 cs1=…`. */
function labelled(fields: Raw): DraftObservable[] {
  return customFields(fields).flatMap(([label, value]) => {
    if (/sha-?(?:1|256)|md5|hash/i.test(label)) return observables("hash", value);
    if (/\burl\b|\buri\b/i.test(label)) return observables("url", value);
    return /domain|fqdn/i.test(label) ? observables("domain", value) : [];
  });
}

const CUSTOM = ["cs1", "cs2", "cs3", "cs4", "cs5", "cs6", "cn1", "cn2", "cn3", "flexString1", "flexString2"];

/** Label and value of every custom field that has both. */
export function customFields(fields: Raw): [label: string, value: string][] {
  return CUSTOM.map((key): [string, string] => [textAt(fields, `${key}Label`), textAt(fields, key)]).filter(
    ([label, value]) => label !== "" && value !== "",
  );
}
