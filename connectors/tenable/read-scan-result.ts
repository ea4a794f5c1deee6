/** One result of a host in a scan: a plugin that matched, with the host's own facts beside it. */
import { filled, given } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, missing, type Raw, requireText, textAt } from "../../src/connector/raw-fields.ts";
import { isoTime, timeAt } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { severityOf } from "./severity.ts";

/** `null` for severity info. @throws InputError naming the path of what is missing. */
export function readScanResult(info: Raw, result: Raw): AlertDraftInput | null {
  const severity = severityOf(textAt(result, "severity"));
  if (severity === "informational") return null;
  const id = requireText(result, "plugin_id", "$.vulnerabilities[]");
  const ended = ["host_end", "host_start"].map((key) => timeAt(info, key) ?? scanTime(textAt(info, key)));
  const time = ended.find((one) => one !== undefined);
  if (time === undefined) throw missing("$.info.host_end", "a time", info.host_end);
  const name = textAt(result, "plugin_name") || `Plugin ${id}`;
  const host = hostEntity(info, result);
  return {
    uid: `${host[0]?.key ?? ""}|${id}`,
    title: name,
    severity,
    severityRaw: textAt(result, "severity"),
    time,
    ...given({ lastSeen: time }),
    rule: { id, name },
    product: { name: "Nessus", vendor: "Tenable" },
    categories: filled(textAt(result, "plugin_family")),
    entities: host,
    observables: observables("ip", textAt(info, "host-ip")),
    controlOutcome: "detected",
  };
}

function hostEntity(info: Raw, result: Raw): DraftEntity[] {
  const name = firstText(info, "host-fqdn", "netbios-name") || textAt(result, "hostname");
  const ip = textAt(info, "host-ip");
  return name === "" || name === ip
    ? entity("affected", "ip", ip)
    : entity("affected", "device", name, { aliases: [ip, textAt(info, "host-uuid")] });
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `Sun Mar  1 10:00:00 2026`, as the scanner writes it; its zone is not told and taken for UTC. */
function scanTime(text: string): string | undefined {
  const match = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}:\d{2}:\d{2}) (\d{4})$/.exec(text);
  const month = MONTHS.indexOf(match?.[1] ?? "") + 1;
  if (match === null || month === 0) return undefined;
  return isoTime(`${match[4]}-${String(month).padStart(2, "0")}-${(match[2] ?? "").padStart(2, "0")}T${match[3]}Z`);
}
