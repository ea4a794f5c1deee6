/** Orders that look something up, and change nothing. */
import { type Entry, words } from "./entry.ts";
import { MAIL } from "./lexicon-contain.ts";
import { ADDRESSES, ALERTS, DEVICES, DOMAINS, HASHES, INDICATORS, KEYS, URLS, USERS } from "./nouns.ts";

const GETS = words("look up, lookup, query, retrieve, get, pull, pull up, fetch, obtain");
const ASKS = words(
  "check, look up, lookup, query, search, enrich, submit, compare, review, verify, cross-check, correlate, research, investigate, analyze, analyse, validate",
);
const KNOWN =
  /\b(?:reputation|threat intel(?:ligence)?|intel(?:ligence)?|osint|threat feeds?|known[- ]malicious|known[- ]bad|blocklists?|blacklists?|maliciousness)\b/i;
const DIRECTORY = /\b(?:directory|identity provider|idp|identity system)\b/i;
const INVENTORY = /\b(?:inventory|cmdb|edr|endpoint (?:detection|protection|management))\b/i;

/** What is known of a thing, each with the nouns of it that runbooks ask for. */
function detailsOf(things: string, details: string): string[] {
  return words(things).flatMap((thing) => words(details).map((detail) => `${thing} ${detail}`));
}

const SYSTEMS: readonly Entry[] = [
  {
    capability: "identity.get-user",
    verbs: [...GETS, "review", "check"],
    heads: detailsOf(
      "user, account, identity",
      "details, detail, profile, status, information, role, privilege, attribute, context, record",
    ).concat("group membership"),
    never: MAIL,
  },
  { capability: "identity.get-user", verbs: GETS, heads: USERS, needs: DIRECTORY, never: MAIL },
  {
    capability: "endpoint.get-device",
    verbs: GETS,
    heads: detailsOf("device, host, asset, endpoint", "details, detail, information, owner, record, status, context"),
  },
  { capability: "endpoint.get-device", verbs: GETS, heads: DEVICES, needs: INVENTORY },
  {
    capability: "cloud.get-access-key",
    verbs: GETS,
    heads: KEYS.flatMap((key) => [`${key} details`, `${key} detail`, `${key} status`, `${key} owner`]),
  },
  {
    capability: "siem.get-alert",
    verbs: GETS,
    heads: ALERTS.flatMap((alert) => [alert, `${alert} details`, `${alert} detail`, `${alert} information`]),
    never: /\b(?:similar|other|related|all|previous|past|historical|alerts|and)\b/i,
  },
];

const INTELLIGENCE: readonly Entry[] = [
  { capability: "intel.lookup-ip", verbs: ASKS, heads: ADDRESSES, needs: KNOWN },
  { capability: "intel.lookup-domain", verbs: ASKS, heads: DOMAINS, needs: KNOWN },
  { capability: "intel.lookup-hash", verbs: ASKS, heads: HASHES, needs: KNOWN },
  { capability: "intel.lookup-url", verbs: ASKS, heads: URLS, needs: KNOWN },
  {
    capability: "intel.lookup-ip",
    verbs: ASKS,
    heads: words("ip reputation, reputation"),
    of: /\b(?:ips?|addresse?)\b/i,
  },
  {
    capability: "intel.lookup-domain",
    verbs: ASKS,
    heads: words("domain reputation, reputation"),
    of: /\bdomains?\b/i,
  },
  {
    capability: "intel.lookup-hash",
    verbs: ASKS,
    heads: words("file reputation, hash reputation, reputation"),
    of: /\b(?:hash|files?)\b/i,
  },
  {
    capability: "intel.lookup-ip",
    and: ["intel.lookup-domain", "intel.lookup-hash"],
    verbs: ASKS,
    heads: INDICATORS,
    needs: KNOWN,
  },
  { capability: "intel.lookup-ip", verbs: ["enrich"], heads: ADDRESSES },
  { capability: "intel.lookup-domain", verbs: ["enrich"], heads: DOMAINS },
  { capability: "intel.lookup-hash", verbs: ["enrich"], heads: HASHES },
  { capability: "intel.lookup-url", verbs: ["enrich"], heads: URLS },
  {
    capability: "intel.lookup-ip",
    and: ["intel.lookup-domain", "intel.lookup-hash"],
    verbs: ["enrich"],
    heads: INDICATORS,
  },
];

export const LOOK_UP: readonly Entry[] = [...SYSTEMS, ...INTELLIGENCE];
