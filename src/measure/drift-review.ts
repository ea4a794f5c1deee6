/** A review that asks why something has changed: with the figures before and after, and the incidents that explain it. */
import type { Client } from "../store/database.ts";
import { writeDrift } from "../store/drift.ts";
import { ownerOfPlaybook } from "../store/measure.ts";
import { openDriftReview } from "../store/review-drift.ts";
import type { Noticed, Subject } from "./drift-watch.ts";
import { figuresOfPeriod } from "./review.ts";

const ANSWER_WITHIN_MS = 7 * 86_400_000;

/** Opens a review of the subject, or adds to the one that is open, and writes down what was noticed. */
export async function askAbout(
  client: Client,
  workspaceId: string,
  { kind, name }: Subject,
  noticed: readonly Noticed[],
  now: Date,
): Promise<void> {
  const from = new Date(Math.min(...noticed.map(({ since }) => since), now.getTime() - 1));
  const playbook = kind === "playbook" ? name : "";
  const findings = noticed.map(({ watch, text, incidents }) => ({ code: codeOf(watch), text, incidents }));
  const reviewId = await openDriftReview(client, workspaceId, {
    playbook,
    source: kind === "source" ? name : null,
    from,
    to: now,
    figures: kind === "playbook" ? await figuresOfPeriod(client, workspaceId, name, { from, to: now }) : {},
    findings,
    owner: kind === "playbook" ? await ownerOfPlaybook(client, workspaceId, name) : "soc",
    dueAt: new Date(now.getTime() + ANSWER_WITHIN_MS),
  });
  for (const { watch, since, before, after, text, incidents } of noticed)
    await writeDrift(client, workspaceId, {
      ...{ kind, name, watch, since: new Date(since), before, after, text, incidents, reviewId },
    });
}

/** Figures of a playbook that are worse when they are higher: breakers heed findings that end in `-up`. */
const WORSE = ["failures", "handoffs", "refusals", "falsePositives"];

function codeOf(watch: string): string {
  const name = watch.replace(/:.*/s, "");
  const code = `drift-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return WORSE.includes(name) ? `${code}-up` : code;
}
