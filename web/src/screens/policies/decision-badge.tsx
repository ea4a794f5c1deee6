/** What policies say of an effect, by its word, its icon and its colour. */
import { Ban, Check, CircleHelp } from "lucide-react";
import type { PolicyExplained } from "../../../../src/api/contract/policy.ts";
import { Badge } from "../../ui/badge.tsx";
import { policies } from "../../words/policies.ts";

const LOOKS = {
  allow: { tone: "good", icon: Check },
  ask: { tone: "warn", icon: CircleHelp },
  refuse: { tone: "danger", icon: Ban },
} as const;

export function DecisionBadge({ value }: { value: PolicyExplained["decision"] }) {
  return <Badge {...LOOKS[value]}>{policies.decisions[value]}</Badge>;
}
