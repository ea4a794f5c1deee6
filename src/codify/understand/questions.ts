/** What a runbook wants to know, and a system can tell: "check whether the account is privileged", "search the logs for the address". */
import type { EntityType } from "../../model/entity.ts";

interface Question {
  capability: string;
  /** The field of its output that answers. */
  answer: string;
  /** What it is asked about, where the capability takes anything. */
  about?: EntityType;
  asks: RegExp;
}

const WHETHER =
  "^(?:check|determine|verify|confirm|find out|establish|see|validate|identify|assess|ascertain|look up)(?: (?:whether|if|that))?";
const THE = "(?: (?:the|this|that|these|those|each|any|all|its|their))?(?: [\\w'’-]+){0,2}?";
/** Nothing else may be asked in the same breath. */
const END = "(?: (?:or not|already|currently|in (?:the )?(?:directory|identity provider|cloud account)))?[\\s.,;!]*$";

function asking(things: string, states: string): RegExp {
  return new RegExp(`${WHETHER}${THE} (?:${things}) (?:is|are|was|were|has|have) (?:${states})${END}`, "i");
}

const LOGS =
  "(?:siem|logs?|log (?:sources?|files?|data|management)|(?:firewall|proxy|dns|vpn|web|authentication|security|network|event|access) logs?)";
const SIGNS =
  "(?:(?:any |all |other )?(?:signs?|evidence|occurrences?|instances?|activit(?:y|ies)|traces?|mentions?|entries|events?|connections?|traffic|communications?|requests?|log-?ins?|sign-?ins?) (?:of|from|to|with|by|for|involving|containing|related to|associated with) )?";
const AT_HAND =
  "(?:(?:the|this|that|these|those|any|all|its) )?(?:(?:affected|compromised|malicious|suspicious|suspected|infected|identified|involved|known|attacker's|attacker’s|attacking|source|external|c2|bad|same) ){0,2}";

/** "Search the proxy logs for connections to the malicious domain": no more than one value, and nothing said of it but that. */
function searchedFor(things: string): RegExp {
  return new RegExp(
    `^(?:search|query)(?: (?:the|all|our|your|relevant|available|central))* ${LOGS} for ${SIGNS}${AT_HAND}(?:${things})[\\s.,;!]*$`,
    "i",
  );
}

const SEARCHED: readonly Question[] = (
  [
    ["ip", "ips?|ip address(?:es)?|address(?:es)?"],
    ["domain", "domains?(?: names?)?"],
    ["url", "urls?"],
    ["file", "(?:file )?hash(?:es)?"],
    ["user", "users?|accounts?|user accounts?|user names?|usernames?"],
    ["device", "hosts?|endpoints?|devices?|machines?|workstations?|hostnames?"],
  ] as const
).map(([about, things]) => ({
  ...{ capability: "siem.search-logs", answer: "hosts", about, asks: searchedFor(things) },
}));

/** Whoever else has the mail of the sender that the incident names. */
const RECIPIENTS =
  /^(?:identify|find|determine|list|locate|search for)(?: (?:all|any|other|additional|further|the))* (?:recipients of|(?:users|people|mailboxes|employees|recipients) (?:who|that|which) (?:have |has |also )*(?:received|got)) (?:the|this|that)(?: (?:phishing|malicious|suspicious|reported|same))* (?:e-?mails?|messages?|mails?)[\s.,;!]*$/i;

const MALICIOUS =
  "(?:(?:a |an )?known(?: to be)?|considered|listed as|reported as|flagged as)? ?(?:malicious|hostile|bad)(?: in (?:any )?(?:threat )?intel(?:ligence)?(?: (?:feeds?|sources?|platforms?))?)?";
const USER = "users?|accounts?|identit(?:y|ies)";

export const QUESTIONS: readonly Question[] = [
  {
    capability: "identity.get-user",
    answer: "privileged",
    asks: asking(
      USER,
      "(?:a |an )?(?:highly )?(?:privileged(?: (?:users?|accounts?))?|admin(?:istrat(?:or|ive))?(?: (?:users?|accounts?|rights|privileges))?|elevated (?:rights|privileges))",
    ),
  },
  { capability: "identity.get-user", answer: "enabled", asks: asking(USER, "(?:still )?(?:enabled|disabled|active)") },
  {
    capability: "endpoint.get-device",
    answer: "isolated",
    asks: asking(
      "hosts?|endpoints?|devices?|machines?|workstations?",
      "(?:still )?(?:isolated|contained)(?: from the network)?",
    ),
  },
  {
    capability: "cloud.get-access-key",
    answer: "active",
    asks: asking("access keys?", "(?:still )?(?:active|inactive|enabled|disabled)"),
  },
  { capability: "intel.lookup-ip", answer: "malicious", asks: asking("ips?|ip addresses|ip address", MALICIOUS) },
  { capability: "intel.lookup-domain", answer: "malicious", asks: asking("domains?(?: names?)?", MALICIOUS) },
  { capability: "intel.lookup-hash", answer: "malicious", asks: asking("(?:file )?hash(?:es)?", MALICIOUS) },
  { capability: "intel.lookup-url", answer: "malicious", asks: asking("urls?", MALICIOUS) },
  { capability: "mail.search", answer: "mailboxes", asks: RECIPIENTS },
  ...SEARCHED,
];
