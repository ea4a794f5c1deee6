/** Things on the left, the chosen one beside them; on a phone one after the other. j and k go through the list. */
import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useKeys } from "../app/keys.ts";
import { ui } from "../words/ui.ts";
import { Button } from "./button.tsx";
import { cx } from "./classes.ts";
import { Loading } from "./states.tsx";

export interface ListDetailProps<T> {
  /** What the list holds, in words. */
  label: string;
  /** Undefined while they are read; what stands over the list, and the focus in it, stays meanwhile. */
  rows: readonly T[] | undefined;
  /** What is read then, in words; the list's own where none are given. */
  loading?: string;
  rowKey(row: T): string;
  /** By key; empty when none was chosen, and then the one that was first is shown where there is room for both. */
  chosen: string;
  onChoose(key: string): void;
  row(row: T): ReactNode;
  detail(key: string): ReactNode;
  /** Over the list: filters. */
  head?: ReactNode;
  /** What was shown first stays shown when it leaves the list, as what is acted on must: the next one does not take its place under somebody's hands. */
  stays?: boolean;
  /** What the list is narrowed down by: under another one, another is first. */
  of?: string;
  /** In place of the list where there is nothing in it. */
  none?: ReactNode;
  /** Under the list: more of it. */
  foot?: ReactNode;
}

export function ListDetail<T>(props: ListDetailProps<T>) {
  const { label, rowKey, chosen, onChoose } = props;
  const rows = props.rows ?? [];
  const first = useFirst(rows.map(rowKey), props.of ?? "", props.stays ?? false);
  const shown = chosen === "" ? first : chosen;
  const place = rows.findIndex((row) => rowKey(row) === shown);
  const move = (by: number) => {
    const next = rows[Math.min(Math.max(place + by, 0), rows.length - 1)];
    if (next !== undefined) onChoose(rowKey(next));
  };
  useKeys(label, [
    { keys: "j", words: ui.next, run: () => move(1) },
    { keys: "k", words: ui.previous, run: () => move(-1) },
  ]);
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <div
        className={cx(
          "flex w-full min-w-0 flex-col border-line md:w-96 md:shrink-0 md:border-r",
          chosen !== "" && "max-md:hidden",
        )}
      >
        {props.head}
        {props.rows?.length === 0 && props.none}
        {props.rows === undefined ? (
          <Loading what={props.loading ?? label} />
        ) : (
          // Not before it is read: under what stands for it, it would be moved when that goes.
          <ul aria-label={label} className="min-h-0 flex-1 overflow-y-auto">
            {rows.map((row) => (
              <ListRow key={rowKey(row)} current={rowKey(row) === shown} onChoose={() => onChoose(rowKey(row))}>
                {props.row(row)}
              </ListRow>
            ))}
          </ul>
        )}
        {props.foot}
      </div>
      <div className={cx("flex min-h-0 min-w-0 flex-1 flex-col", chosen === "" && "max-md:hidden")}>
        <div className="border-b border-line px-2 py-1 md:hidden">
          <Button look="quiet" icon={<ArrowLeft className="size-4" aria-hidden />} onClick={() => onChoose("")}>
            {label}
          </Button>
        </div>
        {shown !== "" && props.detail(shown)}
      </div>
    </div>
  );
}

/** The row that was first when the list was opened, as long as it is in it, or for good: one that comes before it does not take its place under somebody's hands. */
function useFirst(keys: readonly string[], of: string, stays: boolean): string {
  const [was, setWas] = useState({ of, key: "" });
  const before = was.of === of ? was.key : "";
  const first = before !== "" && (stays || keys.includes(before)) ? before : (keys[0] ?? "");
  useEffect(() => setWas({ of, key: first }), [of, first]);
  return first;
}

function ListRow(props: { current: boolean; onChoose(): void; children: ReactNode }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (props.current) button.current?.scrollIntoView({ block: "nearest" });
  }, [props.current]);
  return (
    <li className="border-b border-line">
      <button
        ref={button}
        type="button"
        aria-current={props.current || undefined}
        onClick={props.onChoose}
        className={cx(
          "block w-full px-4 py-2.5 text-left hover:bg-hover",
          props.current && "md:bg-hover md:shadow-[inset_2px_0_0_var(--accent)]",
        )}
      >
        {props.children}
      </button>
    </li>
  );
}
