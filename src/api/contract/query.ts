/** What lists, counts, views and exports of alerts and incidents are asked with, alike for both. */

import { z } from "zod";
import { COUNTED_BY, RecordKind } from "../../model/record-fields.ts";
import { EXPORT_FORMATS } from "../../model/words.ts";
import { moment, word } from "./page.ts";

/** A filter in CEL, and nothing that would be looked at longer than it is worth. */
export const filterText = z
  .string()
  .max(2000)
  .meta({ description: 'A condition in CEL: severity >= "high" && entity.key == "ann@example.com".' });

export const Sort = z.enum(["newest", "oldest"]);

/** Beside the discrete fields of each. */
export const narrowing = {
  filter: filterText.optional(),
  q: word.optional().meta({ description: "Words that must begin words of the record's text, all of them." }),
  since: moment.optional(),
  until: moment.optional(),
  view: word.optional().meta({ description: "A saved view, to be narrowed down by everything else." }),
};
export const sorting = { sort: Sort.optional().meta({ description: "newest unless said." }) };

/** In a query: one or several fields to count by, separated by commas. */
export function countedBy(kind: RecordKind) {
  return z
    .string()
    .min(1)
    .max(200)
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(z.array(z.enum(COUNTED_BY[kind])).max(4))
    .meta({ description: `Up to four of ${COUNTED_BY[kind].join(", ")}.` });
}

/** Groups, the largest first, at most a thousand; `truncated` when there are more. */
export const Counts = z.object({
  items: z.array(z.object({ values: z.record(z.string(), z.string()), count: z.number().int() })),
  truncated: z.boolean(),
});
export type Counts = z.infer<typeof Counts>;

export const ExportFormat = z.enum(EXPORT_FORMATS);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** How what is exported is written, and after which record. */
export const exporting = {
  format: ExportFormat.default("ndjson"),
  cursor: z.uuid().optional().meta({ description: "The id of the last record that was received, to go on after it." }),
};

/** A filter with a name, and how what it finds is shown. */
export const SavedView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: RecordKind,
  /** Everybody's, or only that of whoever saved it. */
  shared: z.boolean(),
  filter: z.string(),
  q: z.string(),
  columns: z.array(z.string()),
  sort: Sort,
  createdBy: z.string(),
  updatedAt: z.iso.datetime(),
});
export type SavedView = z.infer<typeof SavedView>;
export const SavedViews = z.object({ items: z.array(SavedView) });
export const viewQuery = z.strictObject({ kind: RecordKind.optional(), name: word.optional() });

/** Columns are fields of the list's items. */
export const NewView = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "expected lower-case letters, digits and dashes, at most 63"),
  kind: RecordKind,
  shared: z.boolean().default(false),
  filter: filterText.default(""),
  q: z.string().max(512).default(""),
  columns: z.array(z.string().min(1).max(60)).max(20).default([]),
  sort: Sort.default("newest"),
});
