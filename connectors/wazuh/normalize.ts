/** Wazuh alerts: lines of alerts.json, the body that its integrator posts, and hits of its indexer. https://documentation.wazuh.com/current/user-manual/manager/alert-management.html */
import type { Source } from "../../src/connector/connector.ts";
import { filled, techniquesIn } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  numberAt,
  objectAt,
  type Raw,
  requireObject,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severitySteps } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const wazuhSource: Source = {
  split: (document) =>
    itemsOf(document)
      .flatMap((item) => (isRaw(item) && isRaw(item.hits) ? listIn(item.hits, "hits") : [item]))
      .map((item) =>
        isRaw(item) && isRaw(item._source)
          ? item._source
          : isRaw(item) && isRaw(item.all_fields)
            ? item.all_fields
            : item,
      ),

  recognizes: (raw) =>
    isRaw(raw) &&
    isRaw(raw.rule) &&
    "level" in raw.rule &&
    "groups" in raw.rule &&
    ("agent" in raw || "decoder" in raw || "manager" in raw),

  normalize(raw): AlertDraftInput | null {
    const alert = requireObject(raw);
    const rule = requireObject(alert.rule, "$.rule");
    const level = numberAt(rule, "level");
    // Level 0 is ignored by the product itself.
    if (level === 0) return null;
    const [agent, data] = [objectAt(alert, "agent"), objectAt(alert, "data")];
    const windows = objectAt(objectAt(data, "win"), "eventdata");
    const title = textAt(rule, "description") || `Rule ${textAt(rule, "id")}`;
    const from = firstText(data, "srcip", "src_ip") || textAt(windows, "ipAddress");
    const to = firstText(data, "dstip", "dest_ip");
    const user =
      firstText(data, "dstuser", "srcuser", "user", "uname") ||
      firstText(windows, "targetUserName", "user", "subjectUserName");
    const file = objectAt(alert, "syscheck");
    return {
      uid:
        textAt(alert, "id") ||
        `${textAt(rule, "id")}|${textAt(alert, "timestamp")}|${textAt(agent, "id")}|${textAt(alert, "full_log").slice(0, 200)}`,
      title,
      description: textAt(alert, "full_log"),
      severity: severityOf(level),
      severityRaw: level === undefined ? "" : `level ${level}`,
      time: requireTime(alert, ["timestamp", "@timestamp"]),
      rule: { id: textAt(rule, "id") || title, name: title },
      product: { name: "Wazuh", vendor: "Wazuh" },
      categories: filled(...textsAt(rule, "groups").slice(0, 15), textAt(objectAt(alert, "decoder"), "name")),
      techniques: techniquesIn(textsAt(objectAt(rule, "mitre"), "id").join(" ")),
      entities: [
        ...entity("affected", "device", textAt(agent, "name"), { aliases: [agentId(agent), textAt(agent, "ip")] }),
        ...entity("affected", "user", /^(?:-|unknown)$/i.test(user) ? "" : user),
        ...entity("actor", "ip", from),
        ...entity("affected", "cloud-account", textAt(objectAt(data, "aws"), "aws_account_id")),
      ],
      observables: [
        ...observables("ip", from, to),
        ...observables("port", firstText(data, "dstport", "dest_port")),
        ...observables("url", firstText(data, "url")),
        ...observables("file", textAt(file, "path"), textAt(windows, "image"), textAt(windows, "targetFilename")),
        ...observables("hash", ...["sha256_after", "sha1_after", "md5_after"].map((key) => textAt(file, key))),
        ...observables("process", textAt(windows, "commandLine"), firstText(data, "command")),
        ...observables(
          "other",
          textAt(objectAt(objectAt(data, "vulnerability"), "cve"), "id") ||
            textAt(objectAt(data, "vulnerability"), "cve"),
        ),
      ],
      controlOutcome: textsAt(rule, "groups").includes("active_response") ? "blocked" : "detected",
    };
  },
};

/** The manager itself is agent 000. */
function agentId(agent: Raw): string {
  const id = textAt(agent, "id");
  return id === "" || id === "000" ? "" : `agent ${id}`;
}

/** https://documentation.wazuh.com/current/user-manual/ruleset/rules/rules-classification.html: 0 to 15 */
export const severityOf = severitySteps([
  [15, "critical"],
  [12, "high"],
  [7, "medium"],
  [4, "low"],
  [0, "informational"],
]);
