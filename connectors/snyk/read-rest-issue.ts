/** One issue of `GET /rest/orgs/{org}/issues`. */
import { factsLine, filled, given } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  flagAt,
  numberAt,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { severityOf } from "./severity.ts";

/** @throws InputError naming the path of what is missing. */
export function readRestIssue(message: Raw): AlertDraftInput {
  const issue = requireObject(message.attributes, "$.attributes");
  const related = objectAt(message, "relationships");
  const idOf = (name: string) => textAt(objectAt(objectAt(related, name), "data"), "id");
  const problems = objectsAt(issue, "problems").slice(0, 20);
  const names = problems.map((problem) => textAt(problem, "id"));
  const resolved = textAt(issue, "status") === "resolved";
  const id = requireText(message, "id");
  const severity = textAt(issue, "effective_severity_level");
  const title = textAt(issue, "title") || id;
  return {
    uid: resolved ? `${id}#resolved` : id,
    title,
    description: [textAt(issue, "description"), packagesOf(issue)].join("\n"),
    severity: severityOf(severity),
    severityRaw: severity,
    time: requireTime(issue, ["updated_at", "created_at"], "$.attributes"),
    ...given({ firstSeen: timeAt(issue, "created_at"), lastSeen: timeAt(issue, "updated_at") }),
    rule: { id: textAt(issue, "key") || title, name: title },
    product: { name: "Snyk", vendor: "Snyk" },
    categories: filled(textAt(issue, "type"), ...names),
    entities: [
      ...entity("affected", "cloud-resource", idOf("scan_item") || textAt(issue, "key")),
      ...entity("affected", "cloud-account", idOf("organization")),
    ],
    observables: observables("other", ...names.filter((name) => /^CVE-/i.test(name))),
    controlOutcome: "detected",
    disposition: flagAt(issue, "ignored") ? "disregard" : "unknown",
    resolved,
    ...given({ link: problems.map((problem) => textAt(problem, "url")).find((url) => url !== "") }),
  };
}

function packagesOf(issue: Raw): string {
  const shown = objectsAt(issue, "coordinates").flatMap((one) => objectsAt(one, "representations"));
  const packages = shown.map((one) => objectAt(one, "dependency"));
  return factsLine({
    package: filled(
      ...packages.map((one) => `${textAt(one, "package_name")} ${textAt(one, "package_version")}`.trim()),
    ).join(", "),
    file: filled(...shown.map((one) => textAt(objectAt(one, "sourceLocation"), "file"))).join(", "),
    "risk score": String(numberAt(objectAt(objectAt(issue, "risk"), "score"), "value") ?? ""),
  });
}
