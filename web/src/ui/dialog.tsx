/** A question that has to be answered before anything else, and a drawer beside the work. Both give the focus back where it was; Mod+Enter does what the question is about. */
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { ui } from "../words/ui.ts";
import { IconButton } from "./button.tsx";
import { cx } from "./classes.ts";
import { useFocusBack } from "./focus-back.ts";

export interface DialogProps {
  open: boolean;
  onClose(): void;
  title: string;
  /** What it is about, read to those who do not see it. */
  description?: ReactNode;
  children: ReactNode;
  /** Buttons; the one that does it comes last. */
  actions?: ReactNode;
  wide?: boolean;
}

export function Dialog({ open, onClose, ...rest }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
        <Content {...rest} />
      </Radix.Portal>
    </Radix.Root>
  );
}

const FIELD = ":is(input, select, textarea, [role=combobox]):not(:disabled, [type=hidden])";

/**
 * Where nothing in it asks for the focus, the first thing to fill in takes it, so that one can type at once; without any, the dialog itself does: not
 * its first button, whose tooltip would then stand open. Under a finger nothing does, for a keyboard would cover half of what is to be read.
 */
function beginIn(dialog: HTMLElement): void {
  const field = matchMedia("(pointer: coarse)").matches ? null : dialog.querySelector<HTMLElement>(FIELD);
  (field ?? dialog).focus({ preventScroll: true });
}

type ContentProps = Omit<DialogProps, "open" | "onClose">;

function Content({ title, description, children, actions, wide = false }: ContentProps) {
  const giveBack = useFocusBack();
  const written = useRef(false);
  return (
    <Radix.Content
      onInput={() => {
        written.current = true;
      }}
      // A stray press beside it, or the key that ends a composition, throws nothing away that was filled in.
      onInteractOutside={(event) => written.current && event.preventDefault()}
      onEscapeKeyDown={(event) => event.isComposing && event.preventDefault()}
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        beginIn(event.currentTarget as HTMLElement);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.defaultPrevented) return;
        const command = event.metaKey || event.ctrlKey;
        // The key that opened it, or said yes to the one before, and is held still, says nothing here; in a text it goes on to the next line.
        const isHeld = event.repeat && (command || !(event.target instanceof HTMLTextAreaElement));
        if (!command && !isHeld) return;
        event.preventDefault();
        if (isHeld) return;
        // The last one does it; a button that is not ready yet does nothing.
        event.currentTarget.querySelector<HTMLElement>("footer > button:last-of-type")?.click();
      }}
      onCloseAutoFocus={giveBack}
      {...(description === undefined ? { "aria-describedby": undefined } : {})}
      className={cx(
        "fixed top-[12vh] outline-none left-1/2 z-40 flex max-h-[76vh] w-[calc(100vw-2rem)] -translate-x-1/2 animate-appear flex-col rounded-xl border border-line bg-raised shadow-float",
        wide ? "max-w-3xl" : "max-w-lg",
      )}
    >
      <header className="flex items-start gap-3 px-5 pt-4 pb-2">
        <div className="min-w-0 flex-1">
          <Radix.Title className="text-lg font-semibold text-balance">{title}</Radix.Title>
          {description !== undefined && (
            <Radix.Description asChild>
              <div className="mt-0.5 text-sm text-muted">{description}</div>
            </Radix.Description>
          )}
        </div>
        <Radix.Close asChild>
          <IconButton label={ui.close} keys="escape" icon={<X className="size-4" aria-hidden />} />
        </Radix.Close>
      </header>
      <div ref={reachableWhereItScrolls} className="min-h-0 flex-1 overflow-y-auto px-5 py-2">
        {children}
      </div>
      {actions !== undefined && <footer className="flex justify-end gap-2 px-5 pt-2 pb-4">{actions}</footer>}
    </Radix.Content>
  );
}

/** What is longer than the window is scrolled by keys: for that it takes the focus, and only then. */
function reachableWhereItScrolls(body: HTMLDivElement | null) {
  if (body === null) return;
  const look = () => {
    if (body.scrollHeight > body.clientHeight) body.tabIndex = 0;
    else body.removeAttribute("tabindex");
  };
  const watcher = new ResizeObserver(look);
  for (const one of [body, ...body.children]) watcher.observe(one);
  return () => watcher.disconnect();
}

/** Beside the work, which stays usable: a preview, details of a row. */
export function Drawer({ onClose, title, children, actions }: Omit<DialogProps, "open" | "wide" | "description">) {
  return (
    <aside
      aria-label={title}
      className="flex w-[min(30.5rem,92vw)] shrink-0 flex-col border-l border-line bg-panel max-xl:fixed max-xl:inset-y-0 max-xl:right-0 max-xl:z-30 max-xl:shadow-float"
    >
      <header className="flex h-12 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-sm font-semibold">{title}</h2>
        {actions}
        <IconButton label={ui.close} keys="escape" onClick={onClose} icon={<X className="size-4" aria-hidden />} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} role="group" aria-label={title}>
        {children}
      </div>
    </aside>
  );
}
