/** A form made of a description: what a playbook asks, what a connection needs. Each field by its type; what is missing is said at the field. */
import { CheckField, TextField } from "./field.tsx";
import { SelectField } from "./select.tsx";

export interface FieldSpec {
  name: string;
  label: string;
  /** list: one a line · block: a text of several lines. */
  type: "text" | "integer" | "boolean" | "list" | "block" | "secret" | readonly string[];
  hint?: string | undefined;
  optional?: boolean | undefined;
}

export type FormValues = Readonly<Record<string, unknown>>;

interface SchemaFormProps {
  fields: readonly FieldSpec[];
  values: FormValues;
  onChange(values: FormValues): void;
  /** By field. */
  errors?: Readonly<Record<string, string>>;
}

export function SchemaForm({ fields, values, onChange, errors = {} }: SchemaFormProps) {
  return (
    <>
      {fields.map((field) => (
        <SpecField
          key={field.name}
          field={field}
          value={values[field.name]}
          error={errors[field.name]}
          onChange={(value) => onChange({ ...values, [field.name]: value })}
        />
      ))}
    </>
  );
}

interface SpecFieldProps {
  field: FieldSpec;
  value: unknown;
  error: string | undefined;
  onChange(value: unknown): void;
}

function SpecField({ field: { label, type, hint, optional = false }, value, error, onChange }: SpecFieldProps) {
  const common = { label, hint, error, optional };
  if (type === "boolean") return <CheckField label={label} hint={hint} value={value === true} onChange={onChange} />;
  if (typeof type === "object") {
    const options = type.map((word) => ({ value: word, label: word }));
    return <SelectField {...common} value={String(value ?? "")} options={options} onChange={onChange} />;
  }
  if (type === "list") {
    const lines = Array.isArray(value) ? value.join("\n") : "";
    return <TextField {...common} lines={3} value={lines} onChange={(text) => onChange(text.split("\n"))} />;
  }
  if (type === "block") return <TextField {...common} lines={5} value={String(value ?? "")} onChange={onChange} />;
  if (type === "integer")
    return (
      <TextField {...common} type="number" value={String(value ?? "")} onChange={(text) => onChange(numberIn(text))} />
    );
  const kind = type === "secret" ? "password" : "text";
  const off = type === "secret" ? { autoComplete: "off" } : {};
  return <TextField {...common} {...off} type={kind} value={String(value ?? "")} onChange={onChange} />;
}

function numberIn(text: string): number | undefined {
  return text.trim() === "" ? undefined : Number(text);
}
