/** Which words mean which capability. An entry says what it takes, so that a word that means something else beside another ("block the sender") means nothing here. */
import type { EntityType } from "../../model/entity.ts";

export interface Entry {
  capability: string;
  /** Base forms; with the particle behind them where the verb alone means something else. */
  verbs: readonly string[];
  /** What it is done to, in the singular. */
  heads: readonly string[];
  /** One of these has to stand somewhere in the order. */
  needs?: RegExp;
  /** With one of these it is something else. */
  never?: RegExp;
}

const USERS = words(
  "account, user, user account, identity, login, credential owner, employee account, user id, ad account, domain account, service account, administrator account, admin account",
);
const DEVICES = words(
  "host, machine, endpoint, device, system, workstation, server, laptop, computer, pc, desktop, asset, node, client machine, work station",
);
const ADDRESSES = words(
  "ip, ip address, address, source ip, source address, ipv4 address, ipv6 address, c2 address, c2 ip, destination ip",
);
const DOMAINS = words("domain, domain name, c2 domain, dns name, fqdn, dns domain");
const KEYS = words("access key, cloud key, iam key, access key pair");
const SESSIONS = words(
  "session, login session, user session, active session, sign-in session, refresh token, session token, access token, authentication token, oauth token, cookie session, signin session",
);
const TICKETS = words("ticket, case, incident ticket, incident record, tracking ticket, incident case, ticket record");
const TEAMS = words(
  "soc, team, security team, response team, incident response team, ir team, csirt, cert, channel, chat channel, incident channel, blue team, soc team, security operations team, analyst, on-call analyst, soc analyst",
);
const ALERTS = words("alert, detection, alarm, siem alert, notable, security alert");

/** Mail, shared folders, whole networks: what they are blocked or isolated by is another kind of system. */
const MAIL = /\b(?:e-?mails?|mail(?:box(?:es)?)?|senders?|smtp|inbox(?:es)?|exchange|messages?)\b/i;
const CLOUD =
  /\b(?:aws|azure|gcp|cloud|iam|ec2|instances?|vms?|containers?|pods?|clusters?|s3|buckets?|lambda|kubernetes|namespaces?|rds|snapshots?)\b/i;
const OFF_NETWORK = /\b(?:network|offline|internet|lan|wi-?fi|ethernet)\b/i;
const KNOWN =
  /\b(?:reputation|threat intel(?:ligence)?|intel(?:ligence)?|osint|threat feeds?|known[- ]malicious|known[- ]bad|blocklists?|blacklists?|maliciousness)\b/i;
const BLOCKS = words("block, blacklist, blocklist, denylist, ban, deny, blackhole, null-route");

export const LEXICON: readonly Entry[] = [
  {
    capability: "identity.suspend-user",
    verbs: words("suspend, disable, deactivate, lock, lock out, freeze, block"),
    heads: USERS,
    never:
      /\b(?:aws account|cloud account|mailbox|bank|payment|root|login banner|login page|logins? from|guest|e-?mail accounts?|kerberos|lockout polic|policy|user agents?|communications?)\b/i,
  },
  {
    capability: "identity.restore-user",
    verbs: words("re-enable, reenable, enable, reactivate, unlock, unsuspend, restore, reinstate"),
    heads: USERS,
    never: /\b(?:mfa|backup|from|mailbox|aws account)\b/i,
  },
  {
    capability: "identity.revoke-sessions",
    verbs: words("revoke, terminate, end, kill, invalidate, expire, reset, close, clear, log out, sign out"),
    heads: SESSIONS,
    never:
      /\b(?:tcp|network|vpn|rdp|ssh|smb|remote|screen|role|sts|call|api|database|query|incident response|processes)\b/i,
  },
  { capability: "identity.revoke-sessions", verbs: words("log out, sign out, log off, sign off"), heads: USERS },
  {
    capability: "identity.get-user",
    verbs: words("look up, lookup, query, retrieve, get, review, check"),
    heads: words(
      "user details, account details, user profile, account status, user status, group membership, account information, user information, user role, user privilege, account privilege, user attribute",
    ),
    never: MAIL,
  },
  {
    capability: "endpoint.isolate",
    verbs: words("isolate, quarantine, network-isolate"),
    heads: DEVICES,
    never: new RegExp(`${CLOUD.source}|\\bvlan\\b|\\bfile systems?\\b|\\bcritical\\b`, "i"),
  },
  {
    capability: "endpoint.isolate",
    verbs: words("disconnect, remove, unplug, detach, take, cut, block, separate, segregate, pull"),
    heads: DEVICES,
    needs: OFF_NETWORK,
    never: new RegExp(`${CLOUD.source}|\\bvpn\\b|\\bpower\\b`, "i"),
  },
  {
    capability: "endpoint.release",
    verbs: words("release, reconnect, unisolate, rejoin, return"),
    heads: DEVICES,
    needs: /\b(?:isolation|network|quarantine|containment|production|reconnect)\b/i,
    never: CLOUD,
  },
  {
    capability: "endpoint.release",
    verbs: words("lift, end, remove"),
    heads: words("isolation, host isolation, network isolation, device isolation, endpoint isolation"),
  },
  {
    capability: "endpoint.get-device",
    verbs: words("look up, lookup, query, retrieve, get"),
    heads: words(
      "device details, host details, asset details, device information, host information, asset information, device owner, asset owner, host owner, device record, asset record",
    ),
  },
  {
    capability: "network.block-ip",
    verbs: BLOCKS,
    heads: ADDRESSES,
    never: new RegExp(`${MAIL.source}|\\bmac\\b|\\bweb address|\\bwallet|\\bpublic\\b|\\bsecurity groups?\\b`, "i"),
  },
  {
    capability: "network.block-ip",
    verbs: words("block, drop, deny, stop, cut"),
    heads: words(
      "traffic, connection, communication, access, network traffic, outbound traffic, inbound traffic, connectivity",
    ),
    needs: /\b(?:to|from|with)\b.*\b(?:ips?|ip addresses|addresses)\b/i,
    never: MAIL,
  },
  { capability: "network.unblock-ip", verbs: words("unblock, unban"), heads: ADDRESSES, never: MAIL },
  {
    capability: "network.block-domain",
    verbs: [...BLOCKS, "sinkhole"],
    heads: DOMAINS,
    never: new RegExp(`${MAIL.source}|\\bdomain controllers?\\b`, "i"),
  },
  {
    capability: "network.block-domain",
    verbs: words("block, drop, deny, stop, cut"),
    heads: words(
      "traffic, connection, communication, access, network traffic, outbound traffic, dns request, dns query, connectivity",
    ),
    needs: /\b(?:to|with|for)\b.*\bdomains?\b/i,
    never: MAIL,
  },
  { capability: "network.unblock-domain", verbs: words("unblock, unban"), heads: DOMAINS, never: MAIL },
  {
    capability: "intel.lookup-ip",
    verbs: words("check, look up, lookup, query, search, enrich, submit, compare, review, verify"),
    heads: [...ADDRESSES, "ip reputation", "reputation"],
    needs: new RegExp(`(?=.*${KNOWN.source})(?=.*\\b(?:ips?|ip addresses)\\b)`, "i"),
  },
  {
    capability: "intel.lookup-domain",
    verbs: words("check, look up, lookup, query, search, enrich, submit, compare, review, verify"),
    heads: [...DOMAINS, "domain reputation", "reputation"],
    needs: new RegExp(`(?=.*${KNOWN.source})(?=.*\\bdomains?\\b)`, "i"),
    never: /\bips?\b/i,
  },
  {
    capability: "intel.lookup-hash",
    verbs: words("check, look up, lookup, query, search, enrich, submit, compare, verify"),
    heads: words("hash, file hash, hash value, md5, sha256, sha-256, file reputation, reputation"),
    needs: new RegExp(`(?=.*${KNOWN.source})(?=.*\\b(?:hash(?:es)?|files?|md5|sha-?256)\\b)`, "i"),
  },
  {
    capability: "cloud.get-access-key",
    verbs: words("look up, lookup, retrieve, get"),
    heads: words("access key details, access key status, access key owner"),
  },
  { capability: "cloud.disable-access-key", verbs: words("disable, deactivate, suspend, inactivate"), heads: KEYS },
  { capability: "cloud.enable-access-key", verbs: words("enable, re-enable, reenable, reactivate"), heads: KEYS },
  {
    capability: "ticket.create",
    verbs: words("open, create, raise, file, log, submit"),
    heads: TICKETS,
    never:
      /\b(?:support|vendor|provider|insurance|legal|police|use cases?|with aws|aws|customer|abuse|forensic|test|business|guidance|assistance|severity|request(?:ing)?|via|console)\b/i,
  },
  {
    capability: "chat.post-message",
    verbs: words("notify, inform, alert, tell, message, post, update, brief"),
    heads: TEAMS,
    never:
      /\b(?:legal|management|executive|customer|users?|vendor|hr|communications?|pr|media|public|network|it|application|app|dev|development|server|infrastructure|business|owner|leadership|fraud|privacy|compliance|support|affected|other|relevant|appropriate|external|internal|third|law|database|cloud|platform)\b/i,
  },
  {
    capability: "siem.update-alert",
    verbs: words("acknowledge, close, resolve, mark, tag, dismiss"),
    heads: ALERTS,
    never: /\b(?:similar|other|related|all|and)\b/i,
  },
];

/** What each kind of entity is called, for what a condition is about. */
export const NOUNS: Readonly<Partial<Record<EntityType, readonly string[]>>> = {
  user: USERS,
  device: DEVICES,
  ip: ADDRESSES,
  domain: DOMAINS,
  "access-key": KEYS,
};

function words(list: string): string[] {
  return list.split(",").map((word) => word.trim());
}
