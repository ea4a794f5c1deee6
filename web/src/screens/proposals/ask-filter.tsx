/** A question in plain words that becomes a filter: the language model writes it, the filter language checks it, a person looks at what it finds. */
import { useState } from "react";
import type { Proposal } from "../../../../src/model/proposal.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { proposals } from "../../words/proposals.ts";
import { useModelToAsk } from "./use-model.ts";

const words = proposals.askFilter;
const MOST_LETTERS = 1_000;

export function AskFilter() {
  const model = useModelToAsk("postProposals");
  const [question, setQuestion] = useState("");
  const ask = useChange<Proposal, string>({
    send: (asked) => call("POST", "/v1/proposals", { kind: "filter", of: "incidents", question: asked }),
    touches: ["proposals", "counts"],
    said: () => words.said,
    after: () => setQuestion(""),
  });
  if (model === undefined) return null;
  const asked = question.trim();
  return (
    <Section title={words.title}>
      <form
        className="max-w-3xl"
        onSubmit={(event) => {
          event.preventDefault();
          if (asked !== "" && !ask.isPending) ask.mutate(asked);
        }}
      >
        <TextField
          label={words.question}
          hint={words.hint(model)}
          value={question}
          onChange={setQuestion}
          maxLength={MOST_LETTERS}
          placeholder={words.example}
        />
        <Button type="submit" busy={ask.isPending} disabled={asked === ""}>
          {words.verb}
        </Button>
      </form>
      <Wrong error={ask.error} />
    </Section>
  );
}
