/** One thing that is filled in: its name, what is meant by it, and what is wrong with what was written. */
import { type ReactNode, type Ref, useId } from "react";
import { ui } from "../words/ui.ts";
import { cx } from "./classes.ts";

export const INPUT =
  "w-full rounded-md border border-line-strong bg-panel px-2.5 text-sm text-text placeholder:text-faint aria-[invalid=true]:border-danger disabled:opacity-60";

/** What a control needs to be tied to its field. */
export interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean;
  "aria-required": boolean;
}

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  children(control: FieldControl): ReactNode;
}

export function Field({ label, hint, error, optional = false, children }: FieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(" ");
  return (
    <div className="flex flex-col gap-1 py-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {optional && <span className="font-normal text-muted"> · {ui.optional}</span>}
      </label>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": error !== undefined,
        "aria-required": !optional,
      })}
      {hint !== undefined && (
        <div id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </div>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="text-xs text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends Omit<FieldProps, "children"> {
  value: string;
  onChange(value: string): void;
  type?: "text" | "password" | "email" | "number" | "datetime-local" | "url" | "search";
  /** More than one line. */
  lines?: number;
  placeholder?: string;
  maxLength?: number;
  autoFocus?: boolean;
  autoComplete?: string;
  inputMode?: "numeric";
  ref?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

export function TextField({
  value,
  onChange,
  type = "text",
  lines,
  label,
  hint,
  error,
  optional,
  ...rest
}: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) =>
        lines === undefined ? (
          <input
            {...control}
            {...rest}
            type={type}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={cx(INPUT, "h-8")}
          />
        ) : (
          <textarea
            {...control}
            {...rest}
            rows={lines}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={cx(INPUT, "py-1.5")}
          />
        )
      }
    </Field>
  );
}

export function CheckField(props: { label: string; hint?: string; value: boolean; onChange(value: boolean): void }) {
  const id = useId();
  return (
    <div className="flex items-start gap-2 py-1.5">
      <input
        id={id}
        type="checkbox"
        checked={props.value}
        onChange={(event) => props.onChange(event.target.checked)}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        className="mt-0.5 size-4 accent-accent"
      />
      <div>
        <label htmlFor={id} className="text-sm font-medium">
          {props.label}
        </label>
        {props.hint !== undefined && (
          <p id={`${id}-hint`} className="text-xs text-muted">
            {props.hint}
          </p>
        )}
      </div>
    </div>
  );
}
