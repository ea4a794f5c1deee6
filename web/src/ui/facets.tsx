/** Counts by field, to narrow a list down with. Several values of a field are any of them; several fields are all of them. */
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { ui } from "../words/ui.ts";

export interface FacetValue {
  value: string;
  label: string;
  count: number;
}

export interface FacetSpec {
  field: string;
  label: string;
  values: FacetValue[];
  /** What is chosen, also where it counts nothing now. */
  chosen: readonly string[];
}

const FIRST = 7;

interface FacetsProps {
  label: string;
  facets: FacetSpec[];
  /** A value is chosen now, or not any more: whoever listens knows what else is chosen by then, which may not be drawn yet. */
  onToggle(field: string, value: string): void;
}

export function Facets(props: FacetsProps) {
  return (
    <nav aria-label={props.label} className="flex flex-col py-2">
      {props.facets.map((facet) => (
        <Facet key={facet.field} facet={facet} onToggle={(value) => props.onToggle(facet.field, value)} />
      ))}
    </nav>
  );
}

function Facet({ facet, onToggle }: { facet: FacetSpec; onToggle(value: string): void }) {
  const [open, setOpen] = useState(true);
  const [all, setAll] = useState(false);
  const { label, values, chosen } = facet;
  const shown = all ? values : values.slice(0, FIRST);
  return (
    <fieldset className="min-w-0 border-0 px-2 py-1">
      <legend className="contents">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex h-7 w-full items-center gap-1 rounded-md px-1 text-xs font-semibold text-muted hover:text-text"
        >
          {open ? <ChevronDown className="size-3" aria-hidden /> : <ChevronRight className="size-3" aria-hidden />}
          {label}
          {chosen.length > 0 && (
            <span className="ml-auto rounded bg-chosen px-1.5 text-2xs text-text">{chosen.length}</span>
          )}
        </button>
      </legend>
      {open &&
        shown.map(({ value, label: text, count }) => (
          <label key={value} className="flex h-6 items-center gap-2 rounded-md px-1.5 hover:bg-hover">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={() => onToggle(value)}
              className="size-3.5 shrink-0 accent-accent"
            />
            <span className="min-w-0 flex-1 truncate" title={text}>
              {text}
            </span>
            <span className="text-xs text-muted tabular-nums">{count.toLocaleString("en")}</span>
          </label>
        ))}
      {open && values.length > FIRST && !all && (
        <button type="button" onClick={() => setAll(true)} className="h-6 px-1.5 text-xs text-accent hover:underline">
          {ui.showMore(values.length - FIRST)}
        </button>
      )}
    </fieldset>
  );
}
