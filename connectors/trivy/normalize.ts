/** Trivy reports in JSON, and reports of its operator (VulnerabilityReport, ConfigAuditReport, ExposedSecretReport): each finding is an alert. https://trivy.dev/latest/docs/configuration/reporting/#json */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  listAt,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf } from "../../src/connector/unwrap.ts";
import { InputError } from "../../src/errors.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const trivySource: Source = {
  split: (document) => itemsOf(document).flatMap(findingsOf),

  recognizes: (raw) => isRaw(raw) && isRaw(raw.scanned) && isRaw(raw.finding) && "kind" in raw,

  normalize(raw, _settings, context): AlertDraftInput | null {
    const message = requireObject(raw);
    if (!isRaw(message.finding))
      throw new InputError("normalize.wrong-type", "$: expected a report with Results, or an operator's report", {
        details: { path: "$" },
      });
    const { finding } = message;
    const kind = textAt(message, "kind");
    // A check that passed is no finding.
    if (finding.Status === "PASS" || finding.success === true) return null;
    const scanned = objectAt(message, "scanned");
    const [artifact, target] = [textAt(scanned, "artifact"), textAt(scanned, "target")];
    const id = firstText(finding, "VulnerabilityID", "vulnerabilityID", "AVDID", "ID", "checkID", "RuleID", "ruleID");
    const severity = firstText(finding, "Severity", "severity");
    const found = firstText(finding, "PkgName", "resource", "Title", "title");
    return {
      uid: [
        artifact,
        target,
        id,
        firstText(finding, "PkgID", "PkgName", "resource"),
        firstText(finding, "InstalledVersion", "installedVersion"),
        textAt(finding, "StartLine"),
      ].join("|"),
      title: firstText(finding, "Title", "title") || `${id} in ${found}`,
      description: firstText(finding, "Description", "description", "Message"),
      severity: severityOf(severity),
      severityRaw: severity,
      time: timeAt(scanned, "at") ?? (context?.receivedAt ?? new Date(0)).toISOString(),
      rule: { id: id || kind, name: id || kind },
      product: { name: "Trivy", vendor: "Aqua Security" },
      categories: filled(kind, firstText(finding, "Type", "Category", "category"), textAt(scanned, "type")),
      techniques: kind === "secret" ? [{ id: "T1552.001" }] : [],
      entities: entity("affected", "cloud-resource", artifact || target),
      observables: [
        ...observables("other", /^(?:CVE|GHSA)-/.test(id) ? id : ""),
        ...observables("resource", artifact),
        ...observables("file", kind === "vulnerability" ? textAt(finding, "PkgPath") : target),
      ],
      controlOutcome: "detected",
      ...given({ link: firstText(finding, "PrimaryURL", "primaryLink") }),
    };
  },
};

export const severityOf = severityWords(
  { critical: "critical", high: "high", medium: "medium", low: "low", unknown: "informational" },
  "unknown",
);

const KINDS: readonly (readonly [key: string, kind: string])[] = [
  ["Vulnerabilities", "vulnerability"],
  ["Misconfigurations", "misconfiguration"],
  ["Secrets", "secret"],
  ["vulnerabilities", "vulnerability"],
  ["checks", "misconfiguration"],
  ["secrets", "secret"],
];

/** Each finding with what was scanned, or the document itself when it is no report. */
function findingsOf(document: unknown): unknown[] {
  if (!isRaw(document)) return [document];
  if (Array.isArray(document.Results) && ("ArtifactName" in document || "SchemaVersion" in document)) {
    const about = {
      artifact: textAt(document, "ArtifactName"),
      type: textAt(document, "ArtifactType"),
      at: document.CreatedAt,
    };
    return objectsAt(document, "Results").flatMap((result) =>
      within(result, { ...about, target: textAt(result, "Target") }),
    );
  }
  const report = operatorReport(document);
  if (report === undefined) return [document];
  const artifact = objectAt(report, "artifact");
  const labels = objectAt(objectAt(document, "metadata"), "labels");
  const name = `${textAt(labels, "trivy-operator.resource.namespace")}/${textAt(labels, "trivy-operator.resource.name")}`;
  const image = [textAt(artifact, "repository"), textAt(artifact, "tag")].filter((one) => one !== "").join(":");
  return within(report, {
    artifact: name === "/" ? image : name,
    target: image,
    type: textAt(document, "kind"),
    at: report.updateTimestamp,
  });
}

function operatorReport(document: Raw): Raw | undefined {
  return /Report$/.test(textAt(document, "kind")) &&
    isRaw(document.report) &&
    /aquasecurity/.test(textAt(document, "apiVersion"))
    ? document.report
    : undefined;
}

function within(holder: Raw, scanned: Raw): unknown[] {
  return KINDS.flatMap(([key, kind]) =>
    listAt(holder, key)
      .filter(isRaw)
      .map((finding) => ({ kind, scanned, finding })),
  );
}
