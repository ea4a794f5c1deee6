/** One issue of a project snapshot. */
import { factsLine, filled, given } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, flagAt, objectAt, type Raw, requireText, textAt, textsAt } from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { severityOf } from "./severity.ts";

/** @throws InputError naming the path of what is missing. */
export function readSnapshotIssue(message: Raw, issue: Raw): AlertDraftInput {
  const project = objectAt(message, "project");
  const data = objectAt(issue, "issueData");
  const id = requireText(issue, "id", "$.newIssues[]");
  const identifiers = objectAt(data, "identifiers");
  const cves = textsAt(identifiers, "CVE");
  const removed = flagAt(message, "removed");
  const place = requireText(project, "id", "$.project");
  const severity = textAt(data, "severity");
  return {
    uid: `${place}/${id}${removed ? "#resolved" : ""}`,
    title: textAt(data, "title") || id,
    description: [
      textAt(data, "description"),
      factsLine({
        package: textAt(issue, "pkgName"),
        versions: textsAt(issue, "pkgVersions").join(", "),
        exploit: textAt(data, "exploitMaturity"),
        "CVSS score": textAt(data, "cvssScore"),
        "fixed in": textsAt(objectAt(issue, "fixInfo"), "fixedIn").join(", "),
      }),
    ].join("\n"),
    severity: severityOf(severity),
    severityRaw: severity,
    // The snapshot is of the test; the issue itself only says when the world learned of it.
    time:
      timeAt(project, "lastTestedDate") ??
      timeAt(issue, "introducedDate") ??
      requireTime(project, ["created"], "$.project"),
    rule: { id, name: textAt(data, "title") || id },
    product: { name: "Snyk", vendor: "Snyk" },
    categories: filled(textAt(issue, "issueType"), ...cves, ...textsAt(identifiers, "CWE"), textAt(project, "type")),
    entities: [
      ...entity("affected", "cloud-resource", firstText(project, "name", "id"), {
        aliases: [place, textAt(project, "browseUrl")],
      }),
      ...entity("affected", "cloud-account", textAt(objectAt(message, "org"), "name"), {
        aliases: [textAt(objectAt(message, "org"), "id")],
      }),
    ],
    observables: [
      ...observables("other", ...cves),
      ...observables("resource", textAt(project, "name"), textAt(project, "imageId")),
    ],
    controlOutcome: "detected",
    disposition: flagAt(issue, "isIgnored") ? "disregard" : "unknown",
    resolved: removed || flagAt(issue, "isPatched"),
    ...given({ link: textAt(data, "url") || textAt(project, "browseUrl") }),
  };
}
