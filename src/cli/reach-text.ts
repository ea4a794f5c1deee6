import type { ReachedEffect } from "../api/contract/version.ts";
import { table } from "./show.ts";

/** A playbook's static reach as a table. */
export function reachText(items: readonly ReachedEffect[]): string {
  const rows = items.map(({ step, capability, target, atMost, scope, policies, limits }) => [
    step,
    capability,
    target === null ? null : target.key === null ? `any ${target.type}` : `${target.type} ${target.key}`,
    atMost,
    SCOPES[scope],
    scopeText(scope, policies, limits),
  ]);
  return table(["step", "effect", "on", "at most", "by itself", "why"], rows, {
    spare: ["why"],
    empty: "It causes no effect: it only looks things up.",
  });
}

const SCOPES: Readonly<Record<ReachedEffect["scope"], string>> = {
  never: "never",
  asks: "no, asks",
  acts: "yes, where",
};

function scopeText(scope: ReachedEffect["scope"], policies: readonly string[], limits: readonly string[]): string {
  const by = policies.join(", ");
  if (scope === "never") return `refused by ${by}`;
  if (scope === "asks") return by === "" ? "no policy allows it" : `asked about by ${by}`;
  return `${policies.join(" or ")} holds${limits.length === 0 ? "" : `; ${limits.join(", ")}, beyond that it asks`}`;
}
