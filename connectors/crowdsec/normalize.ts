/** CrowdSec alerts of its local API (https://crowdsecurity.github.io/api_doc/lapi/) and of its HTTP notification plugin, which posts an array of them. */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import {
  isRaw,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";
import { OWN_SCENARIO } from "./own-bans.ts";

export const crowdsecSource: Source = {
  recognizes: (raw) => isRaw(raw) && "scenario" in raw && "scenario_hash" in raw && isRaw(raw.source),

  normalize(raw): AlertDraftInput | null {
    const alert = requireObject(raw);
    const scenario = requireText(alert, "scenario");
    // What we blocked is told to whoever listens, and we would hear of it as of an attack.
    if (scenario === OWN_SCENARIO) return null;
    const source = objectAt(alert, "source");
    const meta = metaOf(alert);
    const decisions = objectsAt(alert, "decisions");
    const address =
      textAt(source, "ip") || (textAt(source, "scope").toLowerCase() === "ip" ? textAt(source, "value") : "");
    const meaning = meaningOf(scenario);
    const target = meta("target_fqdn") || meta("http_host");
    const machine = textAt(alert, "machine_alias") || meta("machine") || textAt(alert, "machine_id");
    return {
      uid: textAt(alert, "uuid") || textAt(alert, "id") || hashOf(alert),
      title: textAt(alert, "message") || scenario,
      description: decisions
        .map((one) => `${textAt(one, "type")} ${textAt(one, "value")} for ${textAt(one, "duration")}`)
        .join("\n"),
      severity: meaning.severity,
      severityRaw: "",
      time: requireTime(alert, ["stop_at", "start_at", "created_at"]),
      ...given({ firstSeen: timeAt(alert, "start_at"), lastSeen: timeAt(alert, "stop_at") }),
      rule: { id: scenario, name: scenario },
      product: { name: "CrowdSec", vendor: "CrowdSec" },
      categories: filled(
        scenario,
        scenario.split("/").at(-1) ?? "",
        meta("service"),
        ...decisions.map((one) => textAt(one, "type")).slice(0, 3),
      ),
      techniques: [
        ...techniquesIn(textAt(objectAt(alert, "labels"), "classification"), valuesOf(objectsAt(alert, "meta"))),
        ...(meaning.technique === "" ? [] : [{ id: meaning.technique }]),
      ],
      entities: [
        ...affectedOf(target, machine, meta("target_user")),
        ...(address === "" ? entity("actor", "other", textAt(source, "value")) : entity("actor", "ip", address)),
      ],
      observables: [
        ...observables("ip", address),
        ...observables("domain", target),
        ...observables("user-agent", meta("http_user_agent")),
        ...observables("user", meta("target_user")),
      ],
      controlOutcome: decisions.some((one) => textAt(one, "type") === "ban" && textAt(one, "simulated") !== "true")
        ? "blocked"
        : "detected",
      // A simulated alert tries a scenario out.
      disposition: textAt(alert, "simulated") === "true" ? "test" : "unknown",
    };
  },
};

/** Values of the events' metadata, the last first: what is asked for by its key. */
function metaOf(alert: Raw): (key: string) => string {
  const pairs = objectsAt(alert, "events")
    .slice(-20)
    .flatMap((event) => objectsAt(event, "meta"));
  return (key) => textAt(pairs.findLast((pair) => textAt(pair, "key") === key) ?? {}, "value");
}

/** Texts of key and value pairs. */
function valuesOf(pairs: readonly Raw[]): string {
  return pairs
    .slice(0, 50)
    .map((pair) => textAt(pair, "value"))
    .join(" ");
}

function affectedOf(target: string, machine: string, user: string): DraftEntity[] {
  return [
    ...entity("affected", "domain", target),
    ...entity("affected", "device", machine),
    ...entity("affected", "user", user),
  ];
}

interface Meaning {
  severity: Severity;
  technique: string;
}

/** By the words that scenarios of the hub are named with: https://app.crowdsec.net/hub/configurations */
const SCENARIOS: readonly (readonly [RegExp, Meaning])[] = [
  [
    /cve|log4|spring4shell|vpatch|backdoor|rce|exploit|webshell|shellshock|grafana-cve|thinkphp/i,
    { severity: "high", technique: "T1190" },
  ],
  [
    /sqli|xss|path-traversal|appsec|probing.*(?:sensitive|admin)|http-admin/i,
    { severity: "medium", technique: "T1190" },
  ],
  [/impossible-travel|user-enum/i, { severity: "medium", technique: "T1078" }],
  [/-bf|bruteforce|brute|spray|slow|login|auth/i, { severity: "medium", technique: "T1110" }],
  [/scan|probing|crawl|bad-user-agent|enum|discover|404/i, { severity: "low", technique: "T1595" }],
  [/dos|flood|rate-limit/i, { severity: "medium", technique: "T1498" }],
  [/mine|miner/i, { severity: "high", technique: "T1496" }],
];

function meaningOf(scenario: string): Meaning {
  return (
    SCENARIOS.find(([pattern]) => pattern.test(scenario.slice(0, 200)))?.[1] ?? { severity: "medium", technique: "" }
  );
}
