/** The scales of the model as badges. */
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleHelp,
  CircleMinus,
  CirclePause,
  CircleX,
  Copy,
  Eye,
  FlameKindling,
  FlaskConical,
  Info,
  type LucideIcon,
  OctagonAlert,
  ShieldAlert,
  SignalHigh,
  SignalLow,
  SignalMedium,
  TriangleAlert,
  Users,
} from "lucide-react";
import type { Disposition, Priority, Severity, Status } from "../../../src/model/scale.ts";
import { dispositions, priorities, severities, statuses } from "../words/scales.ts";
import { Badge, type Tone } from "./badge.tsx";

type Look = readonly [tone: Tone, icon: LucideIcon];

const SEVERITY: Readonly<Record<Severity, Look>> = {
  unknown: ["quiet", CircleHelp],
  informational: ["quiet", Info],
  low: ["info", SignalLow],
  medium: ["warn", SignalMedium],
  high: ["danger", SignalHigh],
  critical: ["critical", OctagonAlert],
  fatal: ["critical", FlameKindling],
};
const STATUS: Readonly<Record<Status, Look>> = {
  new: ["info", CircleDot],
  "in-progress": ["violet", CircleDashed],
  "on-hold": ["warn", CirclePause],
  resolved: ["good", CircleCheck],
  closed: ["quiet", CircleMinus],
};
const PRIORITY: Readonly<Record<Priority, Look>> = {
  unknown: ["quiet", CircleHelp],
  low: ["quiet", SignalLow],
  medium: ["info", SignalMedium],
  high: ["warn", SignalHigh],
  critical: ["critical", TriangleAlert],
};
const DISPOSITION: Readonly<Record<Disposition, Look>> = {
  unknown: ["quiet", CircleHelp],
  "false-positive": ["quiet", CircleX],
  "true-positive": ["danger", ShieldAlert],
  disregard: ["quiet", Ban],
  suspicious: ["warn", Eye],
  benign: ["good", CircleCheck],
  test: ["info", FlaskConical],
  "insufficient-data": ["quiet", CircleHelp],
  "security-risk": ["warn", TriangleAlert],
  "managed-externally": ["info", Users],
  duplicate: ["quiet", Copy],
  other: ["quiet", CircleDot],
};

interface Scaled<T> {
  value: T;
  /** Which field it is, where others stand beside it: two that are high cannot be told apart. */
  field?: string;
}

export function SeverityBadge({ value, field }: Scaled<Severity>) {
  return <ScaleBadge look={SEVERITY[value]} word={severities[value]} field={field} />;
}

export function StatusBadge({ value, field }: Scaled<Status>) {
  return <ScaleBadge look={STATUS[value]} word={statuses[value]} field={field} />;
}

export function PriorityBadge({ value, field }: Scaled<Priority>) {
  return <ScaleBadge look={PRIORITY[value]} word={priorities[value]} field={field} />;
}

export function DispositionBadge({ value, field }: Scaled<Disposition>) {
  return <ScaleBadge look={DISPOSITION[value]} word={dispositions[value]} field={field} />;
}

function ScaleBadge({ look: [tone, icon], word, field }: { look: Look; word: string; field: string | undefined }) {
  return (
    <Badge tone={tone} icon={icon}>
      {field === undefined ? word : `${field}: ${word}`}
    </Badge>
  );
}
