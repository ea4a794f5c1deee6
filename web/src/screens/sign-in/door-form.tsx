/** The frame at the door, and a form in it. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTitle } from "../../ui/arrival.ts";
import { Button } from "../../ui/button.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { shell } from "../../words/shell.ts";

export function Door({ children }: { children: ReactNode }) {
  return (
    <main className="flex h-full items-center justify-center overflow-y-auto p-4">
      <div className="w-full max-w-sm rounded-xl border border-line bg-panel p-6 shadow-float">
        <p className="mb-4 flex items-center gap-2 text-base font-semibold">
          <img src="/icon.svg" alt="" className="size-6" />
          {shell.product}
        </p>
        {children}
      </div>
    </main>
  );
}

/** Does it, and reads everything anew as whoever came in by it. */
export function useSubmit(work: () => Promise<unknown>) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    setBusy(true);
    setError(null);
    await work().then(
      () => client.resetQueries(),
      (thrown) => setError(thrown),
    );
    setBusy(false);
  };
  return { busy, error, submit, forgive: () => setError(null) };
}

interface DoorFormProps {
  title: string;
  hint?: string | undefined;
  verb: string;
  busy: boolean;
  disabled?: boolean;
  error: unknown;
  onSubmit(event: FormEvent): void;
  children: ReactNode;
}

export function DoorForm({ title, hint, verb, busy, disabled = false, error, onSubmit, children }: DoorFormProps) {
  useTitle(title);
  return (
    <form onSubmit={onSubmit}>
      <h1 className="mb-2 text-lg font-semibold">{title}</h1>
      {hint !== undefined && <p className="pb-2 text-muted">{hint}</p>}
      {children}
      <Wrong error={error} />
      <Button type="submit" look="primary" busy={busy} disabled={disabled} className="mt-3 h-8 w-full">
        {verb}
      </Button>
    </form>
  );
}
