/** One of a few. The browser's own list: it works on a phone, by keyboard and for screen readers as people know it. */
import { ui } from "../words/ui.ts";
import { cx } from "./classes.ts";
import { Field, type FieldProps, INPUT } from "./field.tsx";

export interface Option<T extends string = string> {
  value: T;
  label: string;
}

interface SelectProps<T extends string> {
  value: T | "";
  options: readonly Option<T>[];
  onChange(value: T): void;
  disabled?: boolean;
}

export function SelectField<T extends string>({
  value,
  options,
  onChange,
  disabled,
  ...field
}: SelectProps<T> & Omit<FieldProps, "children">) {
  return <Field {...field}>{(control) => <Bare {...{ value, options, onChange, disabled }} {...control} />}</Field>;
}

/** Without a label of its own that can be seen. */
export function Select<T extends string>({ label, ...props }: SelectProps<T> & { label: string }) {
  return <Bare {...props} aria-label={label} />;
}

function Bare<T extends string>({ value, options, onChange, ...rest }: SelectProps<T> & Record<string, unknown>) {
  return (
    <select
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value as T)}
      className={cx(INPUT, "h-8 pr-7")}
    >
      {value === "" && (
        <option value="" disabled>
          {ui.choose}
        </option>
      )}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** The words of a scale as options, in its order. */
export function optionsOf<T extends string>(words: Readonly<Record<T, string>>): Option<T>[] {
  return (Object.entries(words) as [T, string][]).map(([value, label]) => ({ value, label }));
}
