/** What a runbook wants to know, and a system can tell: "check whether the account is privileged". */

interface Question {
  capability: string;
  /** The field of its output that answers. */
  answer: string;
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
];
