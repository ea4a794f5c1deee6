import { z } from "zod";
import { ACCESS_KINDS, AccessRow } from "../../model/access-review.ts";
import { Review } from "./review.ts";

export { AccessRow } from "../../model/access-review.ts";

export const AccessReview = z.object({ ...Review.shape, rows: z.array(AccessRow) });
export type AccessReview = z.infer<typeof AccessReview>;

/** What becomes of rows, each with the reason; what is revoked is taken away at once. */
export const AccessAnswers = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        kind: z.enum(ACCESS_KINDS),
        subject: z.string().min(1).max(200),
        answer: z.enum(["keep", "revoke"]),
        reason: z.string().trim().min(1).max(2000),
      }),
    )
    .min(1)
    .max(500),
});
