/** A policy that parses, and complaints about it in places a person can go to. */
import type { PolicyJson } from "@cedar-policy/cedar-wasm/nodejs";
import { type PolicyFinding, placeAt } from "./finding.ts";
import type { PolicyRecord } from "./policy-record.ts";
import type { PolicyText } from "./split-policies.ts";

export interface ParsedPolicy {
  record: Omit<PolicyRecord, "reaches">;
  source: PolicyText;
  json: PolicyJson;
}

interface CedarError {
  message: string;
  help: string | null;
  sourceLocations?: { start: number }[];
}

/** Cedar's complaint at its place; Cedar counts bytes of UTF-8 from the start of the policy. */
export function cedarFinding(source: PolicyText, code: string, error: CedarError, fix?: string): PolicyFinding {
  const bytes = error.sourceLocations?.[0]?.start ?? 0;
  const characters = Buffer.from(source.text).subarray(0, bytes).toString().length;
  return policyFinding(
    source,
    code,
    characters,
    sentence(error.message),
    fix ?? sentence(error.help ?? "correct the policy"),
  );
}

/** A complaint at a character of the policy. */
export function policyFinding(
  source: PolicyText,
  code: string,
  at: number,
  message: string,
  fix: string,
): PolicyFinding {
  return { code, ...placeAt(source.file, source.fileText, source.offset + at), message, fix };
}

/** Where an annotation of the policy begins. */
export function annotationAt(source: PolicyText, name: string): number {
  return Math.max(0, source.text.search(new RegExp(`@${name.replace(/\W/g, "")}\\b`)));
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(start) ? start : `${start}.`;
}
