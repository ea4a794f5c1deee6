/** Texts of another product's playbook, as texts of ours: its variables become expressions, and nothing else in it does. */
import { literalText } from "../playbook/plain-text.ts";
import { pointerTo } from "./json-places.ts";
import type { Remarks } from "./read-document.ts";
import type { Variables } from "./variables.ts";

const VARIABLE = /__[a-zA-Z_][a-zA-Z0-9_-]*?__(?=:value)/g;

/** A text as a template: `{{ vars.name }}` for `__name__:value`. A variable that nobody declares is complained about. */
export function templateOf(text: string, variables: Variables, pointer: string, remarks: Remarks): string {
  let template = "";
  let at = 0;
  for (const { 0: name, index } of text.matchAll(VARIABLE)) {
    const variable = variables.get(name);
    if (variable === undefined) {
      remarks.error("cacao.dangling", pointer, `"${name}" is not a variable of this playbook`, "declare it");
      continue;
    }
    template += `${literalText(text.slice(at, index))}{{ vars.${variable.name} }}`;
    at = index + name.length + ":value".length;
  }
  template += literalText(text.slice(at));
  // A leading "=" would make an expression of the whole.
  return template.startsWith("=") ? `=${template}` : template;
}

/** Line breaks and blanks at the ends are no part of what a text says; an empty one says `otherwise`. */
export function oneText(text: string | undefined, otherwise: string): string {
  const trimmed = [...(text ?? "")]
    .filter((letter) => letter >= " " || letter === "\n")
    .join("")
    .trim();
  return trimmed === "" ? otherwise : trimmed.slice(0, 4000);
}

/** The pointer of a step. */
export function stepPointer(id: string): string {
  return pointerTo("/workflow", id);
}
