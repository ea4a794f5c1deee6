import type { Review } from "../../../../src/api/contract/review.ts";
import { reviews as words } from "../../words/reviews.ts";

/** The playbook or source that a review looks at, or else what kind of look it is. */
export function aboutOf(
  { playbook, source, kind }: Pick<Review, "playbook" | "source" | "kind">,
  titled = (name: string) => name,
): string {
  return source ?? (playbook ? titled(playbook) : (words.about[kind] ?? kind));
}
