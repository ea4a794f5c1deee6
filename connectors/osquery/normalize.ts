/**
 * osquery results: differential, batch and snapshot, as its TLS logger and aggregators send them (https://osquery.readthedocs.io/en/stable/deployment/logging/).
 * A result is an alert only of a query that looks for something bad, told by its pack or name; inventories are none.
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled } from "../../src/connector/draft-parts.ts";
import { looseTime } from "../../src/connector/infer/loose-time.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  objectAt,
  objectsAt,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";

export const osquerySource: Source = {
  split: (document) =>
    itemsOf(document)
      .flatMap((item) => listIn(item, "data"))
      .flatMap(rowsOf),

  recognizes: (raw) =>
    isRaw(raw) &&
    typeof raw.name === "string" &&
    isRaw(raw.columns) &&
    ("action" in raw || "hostIdentifier" in raw || "calendarTime" in raw),

  normalize(raw, _settings, context): AlertDraftInput | null {
    const result = requireObject(raw);
    const name = requireText(result, "name");
    const meaning = meaningOf(name);
    // What is no longer so has ended; only what is new or is so at each look counts.
    if (meaning === undefined || textAt(result, "action") === "removed") return null;
    const columns = objectAt(result, "columns");
    const host =
      firstText(result, "hostIdentifier", "host_identifier") ||
      firstText(objectAt(result, "decorations"), "hostname", "host_uuid") ||
      textAt(columns, "hostname");
    const receivedAt = context?.receivedAt ?? new Date(0);
    return {
      uid: `${name}|${host}|${textAt(result, "unixTime") || textAt(result, "calendarTime")}|${hashOf(columns)}`,
      title: `${meaning.title}: ${shortName(name)}`,
      description: Object.entries(columns)
        .slice(0, 30)
        .map(([key, value]) => `${key}=${String(value)}`)
        .join(" "),
      severity: meaning.severity,
      severityRaw: "",
      time:
        looseTime(Number(textAt(result, "unixTime") || Number.NaN), receivedAt) ??
        looseTime(textAt(result, "calendarTime"), receivedAt) ??
        receivedAt.toISOString(),
      rule: { id: name, name: shortName(name) },
      product: { name: "osquery", vendor: "osquery" },
      categories: filled(name, packOf(name), textAt(result, "action")),
      techniques: meaning.technique === "" ? [] : [{ id: meaning.technique }],
      entities: [
        ...entity("affected", "device", host),
        ...entity("affected", "user", firstText(columns, "username", "user")),
        ...entity("actor", "ip", firstText(columns, "remote_address")),
      ],
      observables: [
        ...observables("file", firstText(columns, "path", "target_path")),
        ...observables("hash", textAt(columns, "sha256"), textAt(columns, "md5")),
        ...observables("process", firstText(columns, "cmdline", "command")),
        ...observables("ip", firstText(columns, "remote_address", "host")),
        ...observables("port", textAt(columns, "remote_port") || textAt(columns, "port")),
      ],
    };
  },
};

/** A batch has several rows a message (`diffResults`), a snapshot all of them. */
function rowsOf(item: unknown): unknown[] {
  if (!isRaw(item)) return [item];
  const { diffResults, snapshot, ...rest } = item;
  if (isRaw(diffResults))
    return objectsAt(diffResults, "added").map((columns) => ({ ...rest, action: "added", columns }));
  return Array.isArray(snapshot)
    ? objectsAt(item, "snapshot").map((columns) => ({ ...rest, action: "snapshot", columns }))
    : [item];
}

interface Meaning {
  severity: Severity;
  technique: string;
  title: string;
}

/** Packs that the project ships, and words that name what a query looks for: https://github.com/osquery/osquery/tree/master/packs */
const QUERIES: readonly (readonly [RegExp, Meaning])[] = [
  [
    /osx-attacks|windows-attacks|ossec|rootkit|unwanted|malware|backdoor|ransom/i,
    { severity: "high", technique: "T1204.002", title: "Something known to be bad was found" },
  ],
  [
    /reverse_shell|process_behind_listening|fileless|deleted_binary|memory_(?:only|process)|process_injection/i,
    { severity: "high", technique: "T1055", title: "A process that hides was found" },
  ],
  [
    /crontab|cron|startup_items|launchd|scheduled_tasks|persist|authorized_keys|kernel_(?:modules|extensions)|suid/i,
    { severity: "medium", technique: "T1053", title: "A way to come back was found" },
  ],
  [/shell_history|command_executed/i, { severity: "low", technique: "T1059", title: "A command was entered" }],
  [/logged_in_users|last\b|login/i, { severity: "low", technique: "T1078", title: "Somebody is logged in" }],
  [
    /listening_ports|open_sockets|ssh.?listener|remote_login|alf\b|firewall/i,
    { severity: "low", technique: "T1562.004", title: "A door stands open" },
  ],
  [
    /vuln(?:erab|-management)|outdated|unsupported|xz|cve/i,
    { severity: "medium", technique: "", title: "Something vulnerable was found" },
  ],
  [
    /mac-cis|cis_|disk_encryption|softwareupdate|sip_config|gatekeeper/i,
    { severity: "low", technique: "", title: "A setting is not as it should be" },
  ],
  [
    /chrome_extensions|firefox_addons|browser_plugins/i,
    { severity: "low", technique: "T1176", title: "A browser extension was found" },
  ],
  [/^pack[/_:](?:it-compliance|hardware|osquery-monitoring)/i, { severity: "informational", technique: "", title: "" }],
];

function meaningOf(name: string): Meaning | undefined {
  const found = QUERIES.find(([pattern]) => pattern.test(name.slice(0, 200)))?.[1];
  return found === undefined || found.title === "" ? undefined : found;
}

function packOf(name: string): string {
  return /^pack[/_:]([^/_:]+)/.exec(name)?.[1] ?? "";
}

function shortName(name: string): string {
  return name.replace(/^pack[/_:][^/_:]+[/_:]/, "");
}
