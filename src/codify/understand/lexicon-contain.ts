/** Orders that contain and undo it again. */
import { type Entry, words } from "./entry.ts";
import {
  ADDRESSES,
  DEVICES,
  DOMAINS,
  FILES,
  HASHES,
  KEYS,
  MAILS,
  MEMORY,
  PASSWORD_CHANGES,
  SESSIONS,
  TRIAGE,
  URLS,
  USERS,
} from "./nouns.ts";

/** Mail, shared folders, whole networks: what they are blocked or isolated by is another kind of system. */
export const MAIL = /\b(?:e-?mails?|mail(?:box(?:es)?)?|senders?|smtp|inbox(?:es)?|exchange|messages?)\b/i;
const CLOUD =
  /\b(?:aws|azure|gcp|cloud|iam|ec2|instances?|vms?|containers?|pods?|clusters?|s3|buckets?|lambda|kubernetes|namespaces?|rds|snapshots?)\b/i;
const OFF_NETWORK = /\b(?:network|offline|internet|lan|wi-?fi|ethernet)\b/i;
const BLOCKS = words("block, blacklist, blocklist, denylist, ban, deny, blackhole, null-route, nullroute");
/** "Add the address to the blocklist". */
const TO_LIST =
  /\b(?:to|on|onto|in|into)\b[^.;]{0,60}\b(?:block|deny|black)[- ]?list\b|\bto\b[^.;]{0,60}\b(?:firewall|proxy|dns) (?:block|deny) (?:rules?|list|group)\b/i;
const TRAFFIC = words(
  "traffic, connection, communication, access, network traffic, outbound traffic, inbound traffic, connectivity",
);

const IDENTITY: readonly Entry[] = [
  {
    capability: "identity.suspend-user",
    verbs: words("suspend, disable, deactivate, lock, lock out, lock down, freeze, block"),
    heads: USERS,
    never:
      /\b(?:aws account|cloud account|mailbox|bank|payment|root|login banner|login page|logins? from|guest|e-?mail accounts?|kerberos|lockout polic|policy|user agents?|communications?)\b/i,
  },
  {
    // "Block the access of the compromised user", to whatever: to one thing only is less than the account.
    capability: "identity.suspend-user",
    verbs: words("block, suspend, disable"),
    heads: words("access, all access, account access, user access, network access"),
    needs: /\baccess (?:of|for|from) (?:\S+ ){0,3}(?:users?|accounts?)\b/i,
    never:
      /\bto\b|\b(?:privileged|vendors?|partners?|guests?|third|contractors?|admin|remote|external|unauthori[sz]ed)\b/i,
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
  {
    capability: "identity.revoke-sessions",
    verbs: words("log out, sign out, log off, sign off"),
    heads: USERS,
  },
  {
    capability: "identity.revoke-sessions",
    verbs: words("force, perform, initiate, trigger"),
    heads: words("sign-out, global sign-out, logout, log-out, global logout, logoff, user logout, account sign-out"),
  },
];

/** Whose password it is where it is not that of somebody whom the incident is about; and what is no password at a sign-in. */
const OTHER_PASSWORD =
  /\b(?:service|admin\w*|privileged|krbtgt|local|root|console|iam|databases?|applications?|vendors?|partners?|customers?|guests?|mfa|tokens?|links?|polic(?:y|ies)|everyone|everybody|(?:company|organi[sz]ation|enterprise|domain|tenant)[- ]?wide|all (?:\S+ )?(?:users|accounts|employees|staff|passwords)|first use|temporary|aws|azure|gcp)\b/i;

/** "Reset the password" is more than these: it is another one at once, which somebody has to choose and to tell. */
const PASSWORD: readonly Entry[] = [
  {
    capability: "identity.require-password-change",
    verbs: words("force, require, enforce, initiate, trigger, mandate"),
    heads: PASSWORD_CHANGES,
    never: OTHER_PASSWORD,
  },
  {
    capability: "identity.require-password-change",
    verbs: words("force, require, make"),
    heads: USERS,
    needs: /\b(?:to )?(?:change|reset) (?:their|his|her|its|his or her|the) passwords?\b/i,
    never: OTHER_PASSWORD,
  },
  {
    capability: "identity.require-password-change",
    verbs: ["expire"],
    heads: words("password, user password, account password"),
    never: OTHER_PASSWORD,
  },
];

/** Out of people's sight, and kept: who orders that it be deleted wants more. */
const MAILBOX: readonly Entry[] = [
  {
    capability: "mail.quarantine",
    verbs: ["quarantine"],
    heads: MAILS,
    never: /\b(?:delet\w*|rules?|polic(?:y|ies)|future|new|incoming|inbound|gateways?|filters?|attachments?)\b/i,
  },
  {
    capability: "mail.quarantine",
    verbs: words("remove, pull, purge, recall"),
    heads: MAILS,
    needs: /\b(?:from|in|out of)\b.*\b(?:mailbox(?:es)?|inbox(?:es)?|mail boxes|user boxes)\b/i,
    never: /\b(?:delet\w*|permanently|rules?|future|new|incoming|inbound|attachments?|legitimate)\b/i,
  },
];

const FILE: readonly Entry[] = [
  {
    capability: "endpoint.block-hash",
    verbs: BLOCKS,
    heads: HASHES,
    never: MAIL,
  },
  { capability: "endpoint.block-hash", verbs: words("add, put, place"), heads: HASHES, needs: TO_LIST, never: MAIL },
  { capability: "endpoint.unblock-hash", verbs: words("unblock, unban"), heads: HASHES, never: MAIL },
  {
    capability: "endpoint.quarantine-file",
    verbs: ["quarantine"],
    heads: FILES,
    never: new RegExp(`${MAIL.source}|${CLOUD.source}|\\bshares?\\b|\\bservers?\\b|\\bsystems?\\b`, "i"),
  },
  {
    capability: "endpoint.collect-evidence",
    verbs: words("capture, collect, acquire, dump, image, obtain, take, create"),
    heads: [...MEMORY, ...TRIAGE],
    never: new RegExp(`${CLOUD.source}|\\bprocess(?:es)?\\b|\\bspans?\\b|\\bagents?\\b|\\bkeys?\\b`, "i"),
  },
];

const ENDPOINT: readonly Entry[] = [
  {
    capability: "endpoint.isolate",
    verbs: words("isolate, quarantine, network-isolate, network-contain"),
    heads: DEVICES,
    never: new RegExp(`${CLOUD.source}|\\bvlan\\b|\\bfile systems?\\b|\\bcritical\\b`, "i"),
  },
  {
    capability: "endpoint.isolate",
    verbs: words("disconnect, remove, unplug, detach, take, cut, block, separate, segregate, pull, contain"),
    heads: DEVICES,
    needs: OFF_NETWORK,
    never: new RegExp(`${CLOUD.source}|\\bvpn\\b|\\bpower\\b|\\bcritical\\b`, "i"),
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
];

const NETWORK: readonly Entry[] = [
  {
    capability: "network.block-ip",
    verbs: BLOCKS,
    heads: ADDRESSES,
    never: new RegExp(`${MAIL.source}|\\bmac\\b|\\bweb address|\\bwallet|\\bpublic\\b|\\bsecurity groups?\\b`, "i"),
  },
  {
    capability: "network.block-ip",
    verbs: words("add, put, place"),
    heads: ADDRESSES,
    needs: TO_LIST,
    never: MAIL,
  },
  {
    capability: "network.block-ip",
    verbs: words("block, drop, deny, stop, cut"),
    heads: TRAFFIC,
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
    verbs: words("add, put, place"),
    heads: DOMAINS,
    needs: TO_LIST,
    never: MAIL,
  },
  {
    capability: "network.block-domain",
    verbs: words("block, drop, deny, stop, cut"),
    heads: [...TRAFFIC, "dns request", "dns query"],
    needs: /\b(?:to|with|for)\b.*\bdomains?\b/i,
    never: MAIL,
  },
  { capability: "network.block-url", verbs: BLOCKS, heads: URLS, never: MAIL },
  { capability: "network.block-url", verbs: words("add, put, place"), heads: URLS, needs: TO_LIST, never: MAIL },
  { capability: "network.unblock-url", verbs: words("unblock, unban"), heads: URLS, never: MAIL },
  { capability: "network.unblock-domain", verbs: words("unblock, unban"), heads: DOMAINS, never: MAIL },
];

const CLOUD_KEYS: readonly Entry[] = [
  { capability: "cloud.disable-access-key", verbs: words("disable, deactivate, suspend, inactivate"), heads: KEYS },
  {
    capability: "cloud.disable-access-key",
    verbs: words("make, set, mark"),
    heads: KEYS.flatMap((key) => [key, `${key} inactive`]),
    needs: /\binactive\b/i,
  },
  { capability: "cloud.enable-access-key", verbs: words("enable, re-enable, reenable, reactivate"), heads: KEYS },
];

export const CONTAIN: readonly Entry[] = [
  ...[...IDENTITY, ...PASSWORD],
  ...[...ENDPOINT, ...FILE],
  ...[...NETWORK, ...MAILBOX],
  ...CLOUD_KEYS,
];
