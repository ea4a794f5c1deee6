/** What can be done with the chosen step in the graph. It is written into the text, where it can be undone. */
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { Button, IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/classes.ts";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { optionsOf } from "../../ui/select.tsx";
import { editor } from "../../words/playbooks.ts";
import { type NewStep, newStep } from "./new-steps.ts";
import { movedStep, withoutStep, withStepAfter } from "./step-edit.ts";
import type { Draft } from "./use-draft.ts";

const words = editor.steps;

export function StepBar({ draft }: { draft: Draft }) {
  const { source, graph, chosen, checking, stale } = draft;
  const node = graph?.nodes.find(({ id }) => id === chosen);
  // While the picture is older than the text its lines may be others.
  const line = checking || stale ? 0 : (node?.place?.line ?? 0);
  const up = movedStep(source, line, -1);
  const down = movedStep(source, line, 1);
  const without = withoutStep(source, line);
  const write = (text: string | null) => text !== null && draft.setSource(text);
  const insert = (kind: NewStep) => {
    const made = withStepAfter(source, line, newStep(kind, new Set(graph?.nodes.map(({ id }) => id))));
    if (made === null) return;
    draft.setSource(made[0]);
    draft.goTo(made[1]);
  };
  return (
    <div role="toolbar" aria-label={words.label} className="flex h-9 items-center gap-1 border-b border-line px-3">
      <span className={cx("min-w-0 flex-1 truncate text-xs", stale ? "text-warn" : "text-muted")}>
        {stale ? editor.stale : (node?.label ?? words.choose)}
      </span>
      <IconButton
        label={words.up}
        disabled={up === null}
        onClick={() => write(up)}
        icon={<ArrowUp className="size-4" aria-hidden />}
      />
      <IconButton
        label={words.down}
        disabled={down === null}
        onClick={() => write(down)}
        icon={<ArrowDown className="size-4" aria-hidden />}
      />
      <IconButton
        label={words.remove}
        disabled={without === null}
        onClick={() => write(without)}
        icon={<Trash2 className="size-4" aria-hidden />}
      />
      <Menu
        label={words.insert}
        trigger={
          <Button look="quiet" disabled={line === 0} icon={<Plus className="size-4" aria-hidden />}>
            {words.insert}
          </Button>
        }
      >
        {optionsOf(words.kinds).map(({ value, label }) => (
          <MenuItem key={value} onSelect={() => insert(value)}>
            {label}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
