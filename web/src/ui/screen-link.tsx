/** To another screen, by its address. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { cx } from "./classes.ts";

interface ScreenLinkProps {
  to: string;
  search?: Readonly<Record<string, string>>;
  /** Drawn as a button: it is something to be done. */
  button?: boolean;
  className?: string;
  children: ReactNode;
}

const BUTTON =
  "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md border border-line bg-panel px-2.5 text-sm whitespace-nowrap hover:bg-hover";

export function ScreenLink({ to, search = {}, button = false, className, children }: ScreenLinkProps) {
  return (
    <Link
      to={to as "/"}
      search={search as never}
      className={cx(button ? BUTTON : "text-accent underline underline-offset-2", className)}
    >
      {children}
    </Link>
  );
}
