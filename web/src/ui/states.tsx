/** What is shown where there is nothing yet, nothing at all, or nothing because something is wrong. Each says what to do. */
import { CircleAlert } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { ApiError, PART_GONE, problemOf } from "../api/problem.ts";
import { ui } from "../words/ui.ts";
import { Button } from "./button.tsx";
import { Elsewhere } from "./elsewhere.tsx";

export function EmptyState(props: { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center justify-center gap-2 px-6 py-16 text-center">
      {props.icon !== undefined && <div className="text-faint">{props.icon}</div>}
      <p className="text-base font-medium">{props.title}</p>
      {props.children !== undefined && <div className="max-w-md text-sm text-balance text-muted">{props.children}</div>}
      {props.action !== undefined && <div className="mt-2">{props.action}</div>}
    </div>
  );
}

/** What went wrong, why, and what to do about it: again, or, where that would be as wrong as before, something else. */
export function ErrorState({ error, onRetry, action }: { error: unknown; onRetry?: () => void; action?: ReactNode }) {
  const { title, message, hint, code } = problemOf(error);
  const missing = error instanceof ApiError && error.status === 404;
  return (
    <div role="alert" className="flex flex-col items-center justify-center gap-2 px-6 py-16 text-center">
      <CircleAlert className="size-6 text-danger" aria-hidden />
      <p className="text-base font-medium">{title}</p>
      <p className="max-w-lg text-sm text-balance text-muted">{message}</p>
      {hint !== "" && <p className="max-w-lg text-sm text-balance text-muted">{hint}</p>}
      {missing && <Elsewhere />}
      {code === PART_GONE ? (
        <Button className="mt-2" onClick={() => location.reload()}>
          {ui.reload}
        </Button>
      ) : (
        onRetry !== undefined && (
          <Button className="mt-2" onClick={onRetry}>
            {ui.retry}
          </Button>
        )
      )}
      {action !== undefined && <div className="mt-2">{action}</div>}
      <p className="font-mono text-2xs text-faint">{code}</p>
    </div>
  );
}

/** Lines where text will be, as tall as it will be; says in words what is loaded when that takes longer than a moment. */
export function Loading({ what, lines = 8 }: { what: string; lines?: number }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 1_000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="flex flex-col gap-3 p-4" aria-busy="true" role="status">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same.
        <div key={line} className="skeleton h-5" style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
      <p className={slow ? "text-sm text-muted" : "invisible text-sm"}>{ui.loading(what)}</p>
    </div>
  );
}

/** How far a long job is, and the way to stop it. */
export function Progress(props: { label: string; done: number; of: number; onStop?: () => void }) {
  return (
    <div className="flex items-center gap-3">
      <progress
        className="h-1.5 flex-1 appearance-none overflow-hidden rounded-full bg-sunken accent-accent"
        aria-label={props.label}
        value={props.done}
        max={props.of}
      />
      <span className="text-xs text-muted tabular-nums">
        {props.label} {props.done} / {props.of}
      </span>
      {props.onStop !== undefined && <Button onClick={props.onStop}>{ui.stop}</Button>}
    </div>
  );
}
