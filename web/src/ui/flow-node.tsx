/** One step in the picture of a playbook: what it is, what it is called, and how it went. */
import { Handle, Position } from "@xyflow/react";
import {
  BookOpen,
  Check,
  Columns3,
  Eraser,
  Eye,
  Flag,
  GitFork,
  Hourglass,
  Lock,
  type LucideIcon,
  Megaphone,
  Merge,
  MessageCircleQuestion,
  NotebookPen,
  OctagonX,
  Repeat,
  Timer,
  Undo2,
  Users,
  Variable,
  X,
} from "lucide-react";
import type { PlaybookGraph } from "../../../src/api/contract/playbook-editor.ts";
import { flow as words } from "../words/flow.ts";
import { cx } from "./classes.ts";
import { defanged } from "./defang.ts";

export type StepState = "passed" | "failed" | "waiting" | "refused";
export type FlowStep = PlaybookGraph["nodes"][number];

const KINDS: Readonly<Record<string, LucideIcon>> = {
  ...{ if: GitFork, switch: GitFork, while: Repeat, "for-each": Repeat, parallel: Columns3, join: Merge },
  ...{ wait: Timer, "wait-for": Timer, form: MessageCircleQuestion, call: BookOpen, return: Merge, set: Variable },
  ...{ end: Flag, handoff: Users },
};
const EFFECTS: Readonly<Record<string, LucideIcon>> = {
  ...{ observe: Eye, notify: Megaphone, record: NotebookPen, contain: Lock, eradicate: Eraser, recover: Undo2 },
};
const STATES: Readonly<Record<StepState, readonly [icon: LucideIcon, look: string, mark: string]>> = {
  passed: [Check, "border-good bg-good-ground", "text-good"],
  failed: [X, "border-danger bg-danger-ground", "text-danger"],
  waiting: [Hourglass, "border-warn bg-warn-ground border-2", "text-warn"],
  refused: [OctagonX, "border-critical bg-critical-ground", "text-critical"],
};

export interface FlowNodeData extends Record<string, unknown> {
  step: FlowStep;
  state: StepState | null;
  /** Whether the picture is of a run: then what it did not come to stands back. */
  lit: boolean;
  chosen: boolean;
  onChoose(id: string): void;
}

export function FlowNode({ data: { step, state, lit, chosen, onChoose } }: { data: FlowNodeData }) {
  const Icon = (step.effect === null ? undefined : EFFECTS[step.effect]) ?? KINDS[step.kind] ?? Eye;
  const [Mark, look, tone] = state === null ? [null, "border-line-strong bg-panel", ""] : STATES[state];
  const kind = step.capability ?? words.kinds[step.kind] ?? step.kind;
  const said = state === null ? (lit ? words.states.none : "") : words.states[state];
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} className="invisible" />
      <button
        type="button"
        aria-pressed={chosen}
        title={step.label}
        onClick={() => onChoose(step.id)}
        className={cx(
          "nodrag nopan pointer-events-auto flex size-full items-center gap-2 rounded-lg border px-2.5 text-left hover:brightness-105",
          look,
          lit && state === null && "border-dashed bg-sunken",
          step.shape === "choice" && "rounded-2xl",
          step.shape === "end" && "rounded-full px-4",
          chosen && "outline-2 outline-offset-2 outline-accent",
        )}
      >
        <Icon className="size-4 shrink-0 text-muted" aria-hidden />
        <span className="min-w-0 flex-1">
          <span className={cx("block truncate text-xs font-medium", lit && state === null && "text-muted")}>
            <bdi>{defanged(step.label)}</bdi>
          </span>
          <span className="block truncate text-2xs text-muted">{kind}</span>
        </span>
        {said !== "" && <span className="sr-only">, {said}</span>}
        {Mark !== null && <Mark className={cx("size-4 shrink-0", tone)} aria-hidden />}
      </button>
      <Handle type="source" position={Position.Bottom} isConnectable={false} className="invisible" />
    </>
  );
}
