/** Texts of somebody else in a playbook of ours: nothing in them is read as an expression. */

/** A text that is never a template. */
export function plainText(text: string): string {
  const written = literalText(text);
  return written.startsWith("=") ? `=${written}` : written;
}

/** A text as a part of a template. */
export function literalText(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}

/** A playbook's name made of a title: lower-case words with hyphens; `otherwise` where the title has no letters for one. */
export function nameFrom(title: string, otherwise: string): string {
  const words = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+/, "")
    .slice(0, 60)
    .replace(/-+$/, "");
  return words === "" ? otherwise : words;
}
