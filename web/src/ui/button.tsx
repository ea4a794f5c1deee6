/** What is pressed. Words say what happens; an icon alone has its words as a tooltip and for screen readers. */
import { LoaderCircle } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { cx } from "./classes.ts";
import { Kbd } from "./kbd.tsx";
import { Tooltip } from "./tooltip.tsx";

export type ButtonLook = "primary" | "plain" | "quiet" | "danger" | "stop";

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  primary: "bg-accent text-accent-text border-transparent hover:brightness-110 font-medium",
  plain: "bg-panel text-text border-line hover:bg-hover",
  quiet: "bg-transparent text-muted border-transparent hover:bg-hover hover:text-text",
  /** For the one button that has to be found at once. */
  stop: "bg-danger text-panel border-transparent hover:brightness-110 font-semibold",
  danger: "bg-danger-ground text-danger border-transparent hover:brightness-105 font-medium",
};
const BASE =
  "inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border text-sm select-none transition-colors disabled:cursor-not-allowed disabled:opacity-55";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  icon?: ReactNode;
  /** The key that does the same, shown beside the words. */
  keys?: string;
  /** It was pressed and is not done yet. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look = "plain",
  icon,
  keys,
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={cx(BASE, LOOKS[look], "h-7 px-2.5", className)}
    >
      {busy ? <LoaderCircle className="size-3.5 animate-spin" aria-hidden /> : icon}
      {children}
      {keys !== undefined && (
        <span className="contents max-md:hidden">
          <Kbd keys={keys} />
        </span>
      )}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "title"> {
  /** What it does, in words. */
  label: string;
  icon: ReactNode;
}

export function IconButton({ label, icon, keys, look = "quiet", className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button type="button" aria-label={label} {...rest} className={cx(BASE, LOOKS[look], "size-7", className)}>
        {icon}
      </button>
    </Tooltip>
  );
}
