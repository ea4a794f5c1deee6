/** Paging and filters, alike on every list. */
import { z } from "zod";

/** In a query: how many, and from where on. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: "How many at most (1 to 200)." }),
  cursor: z.uuid().optional().meta({ description: "`next` of the page before." }),
};

/** One page of a list; `next` is the cursor of the page after it, null on the last. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** In a query: one or several values of a scale, separated by commas. */
export function anyOf<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .string()
    .min(1)
    .max(500)
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(z.array(item).max(20));
}

/** In a query: a short text that is compared as a whole. */
export const word = z.string().min(1).max(512);
/** In a query: a moment. */
export const moment = z.iso.datetime({ offset: true });
/** In a path. */
export const idParams = z.strictObject({ id: z.uuid() });
/** What an action answers that has nothing to say but that it is done. */
export const Done = z.object({ done: z.literal(true) });
