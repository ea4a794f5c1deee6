/** The settings of a connector, from their JSON Schema to fields of a form and back. */
import { parse, stringify } from "yaml";
import type { FieldSpec, FormValues } from "../../ui/schema-form.tsx";
import { connections as words } from "../../words/connections.ts";

interface Schema {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

/** A field for each setting; what is no text, number, choice or list of texts is written as YAML. */
export function fieldsOf(settings: Record<string, unknown>): FieldSpec[] {
  const { properties = {}, required = [] } = settings as Schema;
  return Object.entries(properties).map(([name, schema]) => {
    const type = typeOf(schema);
    return {
      name,
      label: schema.title ?? spoken(name),
      type,
      hint: hintOf(schema, type),
      optional: !required.includes(name),
    };
  });
}

/** `canaryUser` as `Canary user`, where a connector gives no title. */
function spoken(name: string): string {
  const words = name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function typeOf({ type, enum: choices, items }: Schema): FieldSpec["type"] {
  if (choices?.every((choice) => typeof choice === "string")) return choices as string[];
  if (type === "boolean") return "boolean";
  if (type === "integer" || type === "number") return "integer";
  if (type === "string") return "text";
  return type === "array" && items?.type === "string" ? "list" : "block";
}

function hintOf({ description = "", default: usual }: Schema, type: FieldSpec["type"]): string | undefined {
  const empty = usual === undefined || ["{}", "[]", '""'].includes(JSON.stringify(usual));
  const parts = [
    description === "" || /[.!?]$/.test(description) ? description : `${description}.`,
    empty || type === "block" ? "" : words.byDefault(Array.isArray(usual) ? usual.join(", ") : String(usual)),
    type === "list" ? words.oneALine : type === "block" ? words.block : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.join(" ");
}

/** What stands in the form for settings that are stored. */
export function valuesOf(fields: readonly FieldSpec[], settings: Record<string, unknown>): FormValues {
  return Object.fromEntries(
    fields
      .filter(({ name }) => settings[name] !== undefined)
      .map(({ name, type }) => [name, type === "block" ? stringify(settings[name]) : settings[name]]),
  );
}

/** The settings that the form means; what was left empty is left to its default. */
export function settingsOf(
  fields: readonly FieldSpec[],
  values: FormValues,
): { settings: Record<string, unknown>; errors: Record<string, string> } {
  const settings: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const { name, type, optional } of fields) {
    try {
      const value = meant(values[name], type);
      if (value !== undefined) settings[name] = value;
      else if (optional !== true) errors[name] = words.needed;
    } catch {
      errors[name] = words.badYaml;
    }
  }
  return { settings, errors };
}

function meant(value: unknown, type: FieldSpec["type"]): unknown {
  if (Array.isArray(value)) {
    const lines = value.map((line) => String(line).trim()).filter((line) => line !== "");
    return lines.length === 0 ? undefined : lines;
  }
  if (typeof value !== "string") return value;
  if (value.trim() === "") return undefined;
  return type === "block" ? parse(value, { maxAliasCount: 0 }) : value.trim();
}
