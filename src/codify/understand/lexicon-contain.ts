/** Orders that contain and undo it again. */
import { type Entry, words } from "./entry.ts";
import { ADDRESSES, DEVICES, DOMAINS, KEYS, SESSIONS, USERS } from "./nouns.ts";

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

export const CONTAIN: readonly Entry[] = [...IDENTITY, ...ENDPOINT, ...NETWORK, ...CLOUD_KEYS];
