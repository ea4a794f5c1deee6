/** A connector's fixtures as its source reads them, the way ingestion would hand them over. */
import { readFileSync } from "node:fs";
import type { Source } from "../../src/connector/connector.ts";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";

const receivedAt = new Date("2026-03-02T00:00:00Z");

/** Makes a reader of `fixtures/<name>` beside the test at `here` (its `import.meta.url`): one draft an alert, null for what is no alert. */
export function fixtureReader(source: Source, here: string): (name: string) => (AlertDraft | null)[] {
  return (name) => {
    const body = readFileSync(new URL(`./fixtures/${name}`, here));
    const raws = parseBody(body, undefined, undefined, source.text).documents.map(({ raw }) => raw);
    return raws
      .flatMap((raw) => source.split?.(raw, {}) ?? [raw])
      .map((raw) => {
        const draft = source.normalize(raw, {}, { receivedAt });
        return draft === null ? null : AlertDraft.parse(draft);
      });
  };
}
