/** What a part of a figure is called: by its name where it is a type or a value of ours, and as it was recorded otherwise. */
import { dispositions, effectClasses, priorities, severities } from "../../words/scales.ts";

const OURS: Readonly<Record<string, string>> = { ...dispositions, ...effectClasses, ...severities, ...priorities };

/** `typeName` knows incident types by their ids. */
export function partName(name: string, typeName: (id: string) => string): string {
  return Object.hasOwn(OURS, name) ? (OURS[name] ?? name) : typeName(name);
}
