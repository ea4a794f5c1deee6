/** The figures of a review: beside the period before and the version before, and which ways the choosing steps went. */
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows } from "../../ui/rows.tsx";
import { Share } from "../../ui/share.tsx";
import { reviews as words } from "../../words/reviews.ts";
import { figureTable, figureText, isShare, nameOf } from "./figure-rows.ts";

type Figures = Readonly<Record<string, unknown>>;

interface Branch {
  step: string;
  took: string;
  share: unknown;
  previously: unknown;
}

export function FiguresSection({ figures }: { figures: Figures }) {
  const table = figureTable(figures);
  const branches = (figures.branches ?? []) as readonly Branch[];
  if (table === null) return <PlainFigures figures={figures} />;
  return (
    <>
      <Section title={words.figures}>
        <Rows
          label={words.figures}
          rows={table.rows}
          rowKey={({ key }) => key}
          columns={[
            { key: "name", title: words.figure, cell: ({ name }) => name },
            ...table.columns.map((title, place) => ({
              key: title,
              title,
              cell: ({ values }: (typeof table.rows)[number]) => <Figure value={values[place]} />,
            })),
          ]}
        />
      </Section>
      {branches.length > 0 && (
        <Section title={words.branches}>
          <Rows
            label={words.branches}
            rows={branches}
            rowKey={({ step, took }) => `${step} ${took}`}
            columns={[
              { key: "step", title: words.step, cell: ({ step }) => step },
              { key: "took", title: words.took, cell: ({ took }) => took },
              { key: "now", title: words.now, cell: ({ share }) => <Figure value={share} /> },
              { key: "before", title: words.before, cell: ({ previously }) => <Figure value={previously} /> },
            ]}
          />
        </Section>
      )}
    </>
  );
}

function Figure({ value }: { value: unknown }) {
  return isShare(value) ? <Share share={value} /> : <span className="tabular-nums">{figureText(value)}</span>;
}

/** Of a review that compares no periods: what it counted. */
function PlainFigures({ figures }: { figures: Figures }) {
  const facts = Object.entries(figures)
    .filter(([, value]) => typeof value !== "object")
    .map(([key, value]) => ({ name: nameOf(key), value: String(value) }));
  if (facts.length === 0) return null;
  return (
    <Section title={words.figures}>
      <Facts facts={facts} />
    </Section>
  );
}
