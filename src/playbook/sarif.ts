/** Findings as SARIF 2.1.0 (OASIS), which editors and code scanning read. */
import type { Finding } from "./finding.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** One run of the checker as a SARIF log. Files are named as the findings name them, relative to where the checker ran. */
export function sarifOf(findings: readonly Finding[], version: string): object {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "cordon", version, rules: codes.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => resultOf(finding, codes.indexOf(finding.code))),
      },
    ],
  };
}

function ruleOf(code: string): object {
  const anchor = `docs/checks.md#${code.replaceAll(".", "")}`;
  return {
    id: code,
    help: { text: `Its reason and its fix: ${anchor}`, markdown: `[Its reason and its fix](${anchor})` },
  };
}

function resultOf({ code, severity, message, fix, expected, place }: Finding, ruleIndex: number): object {
  const hint = fix ?? (expected === undefined ? undefined : `expected ${expected}`);
  const region = { startLine: place.line, startColumn: place.column };
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: hint === undefined ? message : `${message}; ${hint}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(place.file) }, region } }],
  };
}

/** A relative path as a URI reference. */
function uriOf(file: string): string {
  return file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
