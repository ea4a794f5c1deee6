/** What runbooks call each kind of thing that capabilities act on, in the singular. */
import type { EntityType } from "../../model/entity.ts";
import { words } from "./entry.ts";

export const USERS = words(
  "account, user, user account, identity, login, credential owner, employee account, user id, ad account, domain account, service account, administrator account, admin account",
);
export const DEVICES = words(
  "host, machine, endpoint, device, system, workstation, server, laptop, computer, pc, desktop, asset, node, client machine, work station",
);
export const ADDRESSES = words(
  "ip, ip address, address, source ip, source address, ipv4 address, ipv6 address, c2 address, c2 ip, destination ip",
);
export const DOMAINS = words("domain, domain name, c2 domain, dns name, fqdn, dns domain");
export const URLS = words("url, web address, phishing link, malicious link");
export const FILES = words("file, malicious file, executable, malicious executable, malware file, malware sample");
export const MAILS = words("email, e-mail, mail, message, email message, mail message");
export const PASSWORD_CHANGES = words(
  "password reset, password change, user password reset, account password reset, user password change, account password change",
);
export const MEMORY = words(
  "memory, ram, memory dump, memory image, memory capture, memory snapshot, ram dump, ram image, system memory, operating system memory, physical memory, volatile memory",
);
/** What endpoint products call the logs, processes and autostarts that they collect at once. */
export const TRIAGE = words(
  "triage package, triage image, triage data, triage collection, investigation package, forensic package, forensic triage package, live response package",
);
export const KEYS = words("access key, cloud key, iam key, access key pair");
export const SESSIONS = words(
  "session, login session, user session, active session, sign-in session, refresh token, session token, access token, authentication token, oauth token, cookie session, signin session",
);
export const HASHES = words("hash, file hash, hash value, md5, sha256, sha-256, md5 hash, sha256 hash, malware hash");
export const TICKETS = words(
  "ticket, case, incident ticket, incident record, tracking ticket, incident case, ticket record",
);
/** Who works on the incident; whoever else has to know of it is told by a person. */
export const TEAMS = words(
  "soc, team, security team, response team, incident response team, ir team, csirt, cert, channel, chat channel, incident channel, blue team, soc team, security operations team, analyst, on-call analyst, soc analyst, incident commander, incident lead, incident handler, incident responder, on-call responder, responder, soc lead, soc manager, shift lead, ir lead, security analyst",
);
export const ALERTS = words("alert, detection, alarm, siem alert, notable, security alert");
/** Whatever intelligence may know. */
export const INDICATORS = words("indicator, ioc, observable, artifact, artefact");

/** What each kind of entity is called, for what a condition is about. */
export const NOUNS: Readonly<Partial<Record<EntityType, readonly string[]>>> = {
  user: USERS,
  device: DEVICES,
  ip: ADDRESSES,
  domain: DOMAINS,
  url: URLS,
  "access-key": KEYS,
};
