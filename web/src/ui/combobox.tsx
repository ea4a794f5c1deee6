/** One of many, found by typing; may take what is typed itself. */

import { Command } from "cmdk";
import { Check, ChevronsUpDown } from "lucide-react";
import { Popover } from "radix-ui";
import { type KeyboardEvent, useRef, useState } from "react";
import { ui } from "../words/ui.ts";
import { cx } from "./classes.ts";
import { Field, type FieldProps, INPUT } from "./field.tsx";
import type { Option } from "./select.tsx";

interface ComboboxProps extends Omit<FieldProps, "children"> {
  value: string;
  options: readonly Option[];
  onChange(value: string): void;
  /** What is typed may be taken as it is. */
  free?: boolean;
  placeholder?: string;
}

export function Combobox({ value, options, onChange, free = false, placeholder = ui.choose, ...field }: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const search = useRef<HTMLInputElement>(null);
  const shown = options.find((option) => option.value === value)?.label ?? value;
  const take = (taken: string) => {
    onChange(taken);
    setTyped("");
    setOpen(false);
  };
  return (
    <Field {...field}>
      {(control) => (
        <Popover.Root open={open} onOpenChange={setOpen} modal={false}>
          <Popover.Trigger asChild>
            <button
              {...control}
              type="button"
              role="combobox"
              aria-expanded={open}
              onKeyDown={(event) => {
                if (!beginsToType(event)) return;
                event.preventDefault();
                if (event.key !== "ArrowDown") setTyped((before) => before + event.key);
                setOpen(true);
              }}
              className={cx(INPUT, "flex h-8 items-center justify-between text-left")}
            >
              <span className={cx("truncate", value === "" && "text-faint")}>{value === "" ? placeholder : shown}</span>
              <ChevronsUpDown className="size-3.5 shrink-0 text-muted" aria-hidden />
            </button>
          </Popover.Trigger>
          <Popover.Content
            align="start"
            sideOffset={4}
            // What was typed already stays: the next letter is not to replace it.
            onOpenAutoFocus={(event) => {
              event.preventDefault();
              search.current?.focus();
            }}
            className="z-50 w-(--radix-popover-trigger-width) min-w-56 rounded-lg border border-line bg-raised shadow-float"
          >
            <Command label={field.label} loop>
              <Command.Input
                ref={search}
                value={typed}
                onValueChange={setTyped}
                placeholder={ui.search}
                className="h-9 w-full border-b border-line bg-transparent px-3 outline-none placeholder:text-faint"
              />
              <Command.List className="max-h-64 overflow-y-auto p-1">
                <Command.Empty className="px-2 py-3 text-center text-muted">{ui.nothingFound}</Command.Empty>
                {options.map((option) => (
                  <ComboItem key={option.value} {...option} chosen={option.value === value} onTake={take} />
                ))}
                {free && typed.trim() !== "" && !options.some((option) => option.value === typed.trim()) && (
                  <ComboItem value={typed.trim()} label={typed.trim()} chosen={false} onTake={take} />
                )}
              </Command.List>
            </Command>
          </Popover.Content>
        </Popover.Root>
      )}
    </Field>
  );
}

/** A letter, which is the first that is looked for, or the arrow that opens every list; the space bar and Enter press the button as ever. */
function beginsToType({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey && (key === "ArrowDown" || (key.length === 1 && key !== " "));
}

function ComboItem(props: Option & { chosen: boolean; onTake(value: string): void }) {
  return (
    <Command.Item
      value={`${props.label} ${props.value}`}
      onSelect={() => props.onTake(props.value)}
      className="flex h-7 items-center gap-2 rounded-md px-2 data-[selected=true]:bg-hover"
    >
      <span className="flex-1 truncate">{props.label}</span>
      {props.chosen && <Check className="size-3.5 text-accent" aria-hidden />}
    </Command.Item>
  );
}
