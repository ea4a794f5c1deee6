/** How policies say on which terms people are asked: `@approvers("2")`, `@on_expiry("escalate")` and their like. */

import { type ApprovalTerms, DEFAULT_TERMS, ON_EXPIRY, SEPARATED } from "../model/approval.ts";
import { PERSON_ROLES } from "../model/words.ts";

export const TERM_ANNOTATIONS = [
  "decision",
  "approvers",
  "approver_role",
  "not_by",
  "expires",
  "on_expiry",
  "queue",
] as const;
export type TermAnnotation = (typeof TERM_ANNOTATIONS)[number];

/** What one policy says; what it leaves out is as always. */
export type WrittenTerms = Partial<ApprovalTerms>;

const SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };
const LONGEST_SECONDS = 7 * 86_400;

/** What each annotation should look like, for messages. */
export const TERM_SHAPES: Readonly<Record<TermAnnotation, string>> = {
  decision: '@decision("ask"), on a permit whose effects a person is always asked about',
  approvers: '@approvers("2"), from 1 to 5',
  approver_role: `@approver_role("approver"), or several with commas, of ${PERSON_ROLES.join(", ")}`,
  not_by: `@not_by("${SEPARATED.join(", ")}"), or one of them`,
  expires: '@expires("30m"), from 1m to 7d',
  on_expiry: `@on_expiry("refuse"), or ${ON_EXPIRY.slice(1).join(" or ")}`,
  queue: '@queue("soc"), in lower-case letters, digits and dashes',
};

/** What an annotation says; undefined when it is not understood, and nothing of it is guessed. */
export function parseTerm(annotation: TermAnnotation, text: string): WrittenTerms | undefined {
  switch (annotation) {
    case "decision":
      return text === "ask" ? {} : undefined;
    case "approvers":
      return /^[1-5]$/.test(text) ? { approvers: Number(text) } : undefined;
    case "approver_role": {
      const roles = listOf(text, PERSON_ROLES);
      return roles && { roles };
    }
    case "not_by": {
      const notBy = listOf(text, SEPARATED);
      return notBy && { notBy };
    }
    case "expires": {
      const found = /^(\d{1,5})([mhd])$/.exec(text);
      const seconds = Number(found?.[1]) * (SECONDS[found?.[2] ?? ""] ?? 0);
      return seconds >= 60 && seconds <= LONGEST_SECONDS ? { expiresSeconds: seconds } : undefined;
    }
    case "on_expiry": {
      const onExpiry = ON_EXPIRY.find((each) => each === text);
      return onExpiry && { onExpiry };
    }
    case "queue":
      return /^[a-z0-9][a-z0-9-]{0,62}$/.test(text) ? { queue: text } : undefined;
  }
}

function listOf<T extends string>(text: string, known: readonly T[]): T[] | undefined {
  const parts = text.split(",").map((part) => known.find((each) => each === part.trim()));
  return parts.includes(undefined) ? undefined : (parts as T[]);
}

/** The terms of several policies that hold together: of each the strictest, so that none is loosened by another. Undefined when none says any. */
export function strictestTerms(all: readonly WrittenTerms[]): ApprovalTerms | undefined {
  const said = all.filter((each) => Object.keys(each).length > 0);
  if (said.length === 0) return undefined;
  const each = said.map((one) => ({ ...DEFAULT_TERMS, ...one }));
  const union = <T>(lists: readonly (readonly T[])[]) => [...new Set(lists.flat())];
  return {
    approvers: Math.max(...each.map(({ approvers }) => approvers)),
    roles: union(each.map(({ roles }) => roles)),
    notBy: union(each.map(({ notBy }) => notBy)),
    expiresSeconds: Math.min(...each.map(({ expiresSeconds }) => expiresSeconds)),
    onExpiry: ON_EXPIRY.find((word) => each.some(({ onExpiry }) => onExpiry === word)) ?? "refuse",
    queue: each.find(({ queue }) => queue !== null)?.queue ?? null,
  };
}
