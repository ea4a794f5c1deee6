/** What has just happened, for a moment, and the way back where there is one. */
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { useSyncExternalStore } from "react";
import { ui } from "../words/ui.ts";
import { Button, IconButton } from "./button.tsx";
import { addToast, dropToast, type ToastEntry, toasts, watchToasts } from "./toast-list.ts";

export { addToast };

export function Toasts() {
  const shown = useSyncExternalStore(watchToasts, toasts);
  return (
    <Radix.Provider swipeDirection="right" label={ui.notifications}>
      {shown.map((entry) => (
        <OneToast key={entry.key} entry={entry} />
      ))}
      <Radix.Viewport className="fixed right-4 bottom-4 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 outline-none" />
    </Radix.Provider>
  );
}

function OneToast({ entry }: { entry: ToastEntry }) {
  const { key, title, text, tone, undo } = entry;
  const bad = tone === "bad";
  return (
    <Radix.Root
      duration={undo !== undefined ? 10_000 : bad ? 12_000 : 4_000}
      type={bad ? "foreground" : "background"}
      onOpenChange={(open) => !open && dropToast(key)}
      className="flex animate-appear items-start gap-2.5 rounded-lg border border-line bg-raised p-3 shadow-float"
    >
      {bad ? (
        <CircleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      ) : (
        <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden />
      )}
      <div className="min-w-0 flex-1">
        <Radix.Title className="text-sm font-medium">{title}</Radix.Title>
        {text !== undefined && <Radix.Description className="text-xs text-muted">{text}</Radix.Description>}
      </div>
      {undo !== undefined && (
        <Radix.Action altText={ui.undo} asChild>
          <Button onClick={undo}>{ui.undo}</Button>
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton label={ui.close} icon={<X className="size-3.5" aria-hidden />} className="-m-1" />
      </Radix.Close>
    </Radix.Root>
  );
}
