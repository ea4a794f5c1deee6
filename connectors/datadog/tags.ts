/** `key:value` tags, in a list or parted by commas. */
import { asText, listAt, type Raw, textAt } from "../../src/connector/raw-fields.ts";

/** The tags at `key` as labels, at most 200; the first of a name counts, tags without a value are left out. */
export function tagsAt(raw: Raw, key: string): Raw {
  const list = listAt(raw, key).map(asText);
  const texts = list.length > 0 ? list : textAt(raw, key).split(",");
  const labels: Record<string, string> = Object.create(null);
  for (const text of texts.slice(0, 200)) {
    const at = text.indexOf(":");
    const name = text.slice(0, Math.max(at, 0)).trim();
    if (name !== "" && labels[name] === undefined) labels[name] = text.slice(at + 1).trim();
  }
  return labels;
}
