/** What was recorded in a period, figure by figure, and how much of it met what was asked. */
import { useQuery } from "@tanstack/react-query";
import type { Evidence } from "../../../../src/api/contract/evidence.ts";
import { read } from "../../api/client.ts";
import { useTypeName } from "../../api/type-names.ts";
import { csvOf } from "../../pictures/csv.ts";
import { Button } from "../../ui/button.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows, type RowsColumn } from "../../ui/rows.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { optionsOf, Select } from "../../ui/select.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { evidence } from "../../words/evidence.ts";
import { partName } from "./part-name.ts";
import { usePeriod } from "./use-period.ts";

const words = evidence.figures;
type Measure = Evidence["measures"][number];
const MOST_PARTS = 3;

const COLUMNS: RowsColumn<Measure>[] = [
  { key: "what", title: words.what, cell: ({ title }) => title },
  { key: "total", title: words.total, right: true, cell: ({ total }) => total },
  {
    key: "met",
    title: words.met,
    right: true,
    cell: ({ met, asked }) => (asked === 0 ? words.none : words.of(met, asked)),
  },
  { key: "parts", title: words.parts, cell: ({ parts }) => <Parts parts={parts} /> },
];

function Parts({ parts }: Pick<Measure, "parts">) {
  const typeName = useTypeName();
  const largest = parts.toSorted((a, b) => b.count - a.count).slice(0, MOST_PARTS);
  return <Defanged text={largest.map(({ name, count }) => `${partName(name, typeName)} ${count}`).join(" · ")} />;
}

export function FiguresTab() {
  const { chosen, from, to, choose } = usePeriod();
  const { data, error, refetch } = useQuery({
    queryKey: ["evidence", from, to],
    queryFn: ({ signal }) => read<Evidence>("/v1/evidence", { from, to }, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  return (
    <Section title={words.list} actions={<Choices chosen={chosen} onChoose={choose} data={data} />}>
      <Rows label={words.list} columns={COLUMNS} rows={data.measures} rowKey={({ id }) => id} />
    </Section>
  );
}

function Choices({ chosen, onChoose, data }: { chosen: string; onChoose(days: string): void; data: Evidence }) {
  const columns = ["id", "title", "total", "asked", "met"];
  const rows = data.measures.map(({ id, title, total, asked, met }) => [id, title, total, asked, met]);
  const save = () => saveFile("evidence.csv", new Blob([csvOf({ columns, rows })], { type: "text/csv" }));
  return (
    <>
      <Select label={words.period} value={chosen} options={optionsOf(words.periods)} onChange={onChoose} />
      <Button className="h-8" onClick={save}>
        {words.save}
      </Button>
    </>
  );
}
