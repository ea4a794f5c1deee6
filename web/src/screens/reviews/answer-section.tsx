/** What was concluded from a review, or the place to say it. */

import { useState } from "react";
import type { Review } from "../../../../src/api/contract/review.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Button } from "../../ui/button.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { Time } from "../../ui/time.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { reviews as words } from "../../words/reviews.ts";

export function AnswerSection({ review: { id, answer, answeredAt, answeredBy } }: { review: Review }) {
  const { data: me } = useMe();
  const [text, setText] = useState("");
  const send = useChange({
    send: () => call("POST", `/v1/reviews/${id}/answer`, { text: text.trim() }),
    touches: ["reviews", "review", "readiness"],
    said: () => words.answerDone,
  });
  if (answeredAt !== null)
    return (
      <Section title={words.answer}>
        <p className="whitespace-pre-wrap">
          <Defanged text={answer ?? ""} />
        </p>
        <p className="text-sm text-muted">
          {actorName(answeredBy ?? "")} · <Time at={answeredAt} />
        </p>
      </Section>
    );
  if (!can(me, "postReviewsIdAnswer")) return null;
  return (
    <Section title={words.answer}>
      <form
        className="max-w-2xl"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <TextField
          label={words.answer}
          hint={words.answerHint}
          value={text}
          onChange={setText}
          lines={4}
          maxLength={20_000}
        />
        <Wrong error={send.error} />
        <Button type="submit" look="primary" busy={send.isPending} disabled={text.trim() === ""}>
          {words.answerVerb}
        </Button>
      </form>
    </Section>
  );
}
