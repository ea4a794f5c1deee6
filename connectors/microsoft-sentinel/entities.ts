/** Entities of Sentinel by kind: https://learn.microsoft.com/azure/sentinel/entities-reference */
import { type DraftEntity, type DraftObservable, entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, objectAt, objectsAt, type Raw, textAt, textsAt } from "../../src/connector/raw-fields.ts";

export interface Read {
  entities: DraftEntity[];
  observables: DraftObservable[];
}

/** Each entity as what it is; a kind without a place of its own adds nothing. */
export function readEntities(list: readonly Raw[]): Read {
  const read = list.map((one) => {
    const properties = { ...one, ...objectAt(one, "properties") };
    const kind = (textAt(one, "kind") || textAt(properties, "Type") || textAt(properties, "type")).toLowerCase();
    return READERS[kind]?.(properties) ?? { entities: [], observables: [] };
  });
  return { entities: read.flatMap((one) => one.entities), observables: read.flatMap((one) => one.observables) };
}

const READERS: Record<string, (of: Raw) => Read> = {
  account: (of) => ({ entities: account(of), observables: [] }),
  host: (of) => {
    const name = firstText(of, "hostName", "HostName", "netBiosName", "NetBiosName");
    const domain = firstText(of, "dnsDomain", "DnsDomain");
    const full = domain === "" || name.includes(".") ? name : `${name}.${domain}`;
    const aliases = [name, firstText(of, "azureID", "AzureID"), firstText(of, "omsAgentID", "OMSAgentID")];
    return { entities: entity("affected", "device", full, { name, aliases }), observables: observables("host", full) };
  },
  ip: (of) => {
    const address = firstText(of, "address", "Address");
    return { entities: entity("actor", "ip", address), observables: observables("ip", address) };
  },
  url: (of) => ({ entities: [], observables: observables("url", firstText(of, "url", "Url")) }),
  dnsresolution: (of) => ({
    entities: [],
    observables: observables("domain", firstText(of, "domainName", "DomainName")),
  }),
  file: (of) => {
    const [folder, name] = [firstText(of, "directory", "Directory"), firstText(of, "fileName", "Name")];
    const hashes = [...objectsAt(of, "fileHashes"), ...objectsAt(of, "FileHashes")].map((one) =>
      firstText(one, "hashValue", "Value"),
    );
    const path = folder === "" ? name : `${folder}\\${name}`;
    return { entities: [], observables: [...observables("file", path), ...observables("hash", ...hashes)] };
  },
  filehash: (of) => ({ entities: [], observables: observables("hash", firstText(of, "hashValue", "Value")) }),
  process: (of) => ({ entities: [], observables: observables("process", firstText(of, "commandLine", "CommandLine")) }),
  mailbox: (of) => ({
    entities: entity("affected", "mailbox", firstText(of, "mailboxPrimaryAddress", "MailboxPrimaryAddress")),
    observables: [],
  }),
  mailmessage: (of) => ({
    entities: [
      ...entity("affected", "mailbox", firstText(of, "recipient", "Recipient")),
      ...entity("actor", "mailbox", firstText(of, "p1Sender", "p2Sender", "P1Sender", "P2Sender", "Sender")),
    ],
    observables: [
      ...observables("email", firstText(of, "p1Sender", "p2Sender", "Sender")),
      ...observables("ip", firstText(of, "senderIP", "SenderIP")),
      ...observables("url", ...textsAt(of, "urls"), ...textsAt(of, "Urls")),
    ],
  }),
  azureresource: (of) => {
    const id = firstText(of, "resourceId", "ResourceId");
    return { entities: entity("affected", "cloud-resource", id), observables: observables("resource", id) };
  },
};

function account(of: Raw): DraftEntity[] {
  const [name, suffix] = [firstText(of, "accountName", "Name"), firstText(of, "upnSuffix", "UPNSuffix")];
  const domain = firstText(of, "ntDomain", "NTDomain");
  const upn = name !== "" && suffix !== "" ? `${name}@${suffix}` : "";
  const aliases = [
    domain === "" ? name : `${domain}\\${name}`,
    firstText(of, "sid", "Sid"),
    firstText(of, "aadUserId", "AadUserId"),
  ];
  return entity("affected", "user", upn || name || firstText(of, "sid", "Sid"), {
    name: firstText(of, "displayName", "DisplayName"),
    aliases,
  });
}
