/** What the model was asked, newest first: for what, by whom, and what came of it. */
import type { ModelCall } from "../../../../src/api/contract/model.ts";
import { usePages } from "../../api/pages.ts";
import { More } from "../../ui/more.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows, type RowsColumn } from "../../ui/rows.tsx";
import { Time } from "../../ui/time.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { model as words } from "../../words/settings.ts";

const COLUMNS: RowsColumn<ModelCall>[] = [
  { key: "at", title: words.at, cell: ({ at }) => <Time at={at} /> },
  { key: "kind", title: words.kind, cell: ({ kind }) => kind },
  { key: "by", title: words.by, cell: ({ by }) => by },
  { key: "outcome", title: words.outcome, cell: ({ outcome }) => outcome },
  {
    key: "tokens",
    title: words.tokens,
    right: true,
    cell: ({ inputTokens, outputTokens }) => `${inputTokens}, ${outputTokens}`,
  },
  { key: "cost", title: words.cost, right: true, cell: ({ cost }) => cost },
];

export function ModelCalls() {
  const { rows, error, ...pages } = usePages<ModelCall>(["model", "calls"], "/v1/model/calls");
  return (
    <Section title={words.calls}>
      <Wrong error={error} />
      {rows?.length === 0 && <p className="text-muted">{words.noCalls}</p>}
      {rows !== undefined && rows.length > 0 && (
        <Rows label={words.calls} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />
      )}
      <More {...pages} />
    </Section>
  );
}
