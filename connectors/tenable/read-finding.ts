/** One finding of the vulnerability export. */
import { factsLine, filled, given } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  objectAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { severityOf } from "./severity.ts";

/** `null` for plugins that only say what is there (severity info). @throws InputError naming the path of what is missing. */
export function readFinding(finding: Raw): AlertDraftInput | null {
  const plugin = requireObject(finding.plugin, "$.plugin");
  const asset = requireObject(finding.asset, "$.asset");
  const port = objectAt(finding, "port");
  const severity = firstText(finding, "severity", "severity_id");
  const known = severityOf(severity);
  if (known === "informational") return null;
  const id = requireText(plugin, "id", "$.plugin");
  const resolved = textAt(finding, "state").toUpperCase() === "FIXED";
  const entities = assetEntity(asset);
  const service = `${textAt(port, "port")}/${textAt(port, "protocol")}`;
  const uid =
    textAt(finding, "finding_id") || `${entities[0]?.aliases?.[0] ?? entities[0]?.key ?? ""}|${id}|${service}`;
  const name = textAt(plugin, "name") || `Plugin ${id}`;
  return {
    uid: resolved ? `${uid}#resolved` : uid,
    title: name,
    description: describe(finding, plugin, service),
    severity: known,
    severityRaw: severity,
    time: requireTime(
      finding,
      ["last_fixed", "last_found", "indexed_at", "indexed", "first_found"].slice(resolved ? 0 : 1),
    ),
    ...given({ firstSeen: timeAt(finding, "first_found"), lastSeen: timeAt(finding, "last_found") }),
    rule: { id, name },
    product: { name: "Tenable Vulnerability Management", vendor: "Tenable" },
    categories: filled(textAt(plugin, "family"), ...textsAt(plugin, "cve").slice(0, 15), textAt(finding, "state")),
    entities,
    observables: [
      ...observables("ip", textAt(asset, "ipv4"), textAt(asset, "ipv6")),
      ...observables("port", textAt(port, "port") === "0" ? "" : textAt(port, "port")),
      ...observables("other", ...textsAt(plugin, "cve").slice(0, 50)),
    ],
    controlOutcome: "detected",
    // An accepted risk is the owner's decision, not a finding to work on.
    disposition: textAt(finding, "severity_modification_type") === "ACCEPTED" ? "security-risk" : "unknown",
    resolved,
    ...given({ link: textsAt(plugin, "see_also")[0] }),
  };
}

function assetEntity(asset: Raw): DraftEntity[] {
  const name = firstText(asset, "fqdn", "hostname", "netbios_name");
  const ip = firstText(asset, "ipv4", "ipv6", "last_unauthenticated_results");
  const aliases = ["uuid", "agent_uuid", "hostname", "netbios_name", "ipv4", "mac_address"].map((key) =>
    textAt(asset, key),
  );
  // A host that is scanned from outside is often known by its address alone, also in `hostname`.
  return name === "" || name === ip
    ? entity("affected", "ip", ip, { aliases: [textAt(asset, "uuid")] })
    : entity("affected", "device", name, { aliases: filled(...aliases) });
}

function describe(finding: Raw, plugin: Raw, service: string): string {
  return [
    firstText(plugin, "synopsis", "description"),
    factsLine({
      solution: textAt(plugin, "solution"),
      port: service,
      "CVSS v3": textAt(plugin, "cvss3_base_score"),
      VPR: textAt(objectAt(plugin, "vpr"), "score"),
      "exploit available": textAt(plugin, "exploit_available"),
    }),
    textAt(finding, "output").slice(0, 2000),
  ]
    .filter((part) => part !== "")
    .join("\n");
}
