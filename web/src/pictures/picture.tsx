/** A picture with its name, what it says, its figures as a table (for those who do not see it, and for all who want them), and a way to take it along. */
import { Table2 } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { IconButton } from "../ui/button.tsx";
import { Section } from "../ui/page.tsx";
import { Rows } from "../ui/rows.tsx";
import { pictures as words } from "../words/pictures.ts";
import { Chart, type DrawingOf } from "./chart.tsx";
import { coloursNow } from "./colours.ts";
import { cellText, type PictureTable } from "./csv.ts";
import { TakeAway } from "./take-away.tsx";

interface PictureProps {
  title: string;
  /** What it shows, in a sentence. */
  says: string;
  /** Of files. */
  name: string;
  height?: number;
  drawing: DrawingOf;
  table: PictureTable;
  actions?: ReactNode;
}

export function Picture({ title, says, name, height = 240, drawing, table, actions }: PictureProps) {
  const [asTable, setAsTable] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const size = () => ({ width: Math.max(640, place.current?.clientWidth ?? 0), height });
  const svg = async () => {
    const { svgText } = await import("./draw.ts");
    const colours = coloursNow();
    return svgText({ backgroundColor: colours.panel, ...drawing(colours, size().width) }, size());
  };
  const switchLabel = asTable ? words.asPicture(title) : words.asTable(title);
  return (
    <Section
      title={title}
      actions={
        <>
          {actions}
          <IconButton
            label={switchLabel}
            aria-pressed={asTable}
            icon={<Table2 className="size-3.5" aria-hidden />}
            onClick={() => setAsTable(!asTable)}
          />
          <TakeAway title={title} file={name} size={size} svg={svg} table={table} />
        </>
      }
    >
      {/* As tall with one line as with two: how long a sentence is depends on its figures. */}
      <p className="mb-2 min-h-10 text-sm text-muted">{says}</p>
      <div ref={place}>
        {asTable ? (
          <div style={{ height }} className="overflow-y-auto">
            <Figures title={title} table={table} />
          </div>
        ) : (
          <>
            <Chart label={`${title}. ${says}`} height={height} drawing={drawing} />
            <div className="sr-only">
              <Figures title={title} table={table} />
            </div>
          </>
        )}
      </div>
    </Section>
  );
}

function Figures({ title, table: { columns, rows, shares = [] } }: { title: string; table: PictureTable }) {
  const numbered = rows.map((cells, place) => ({ cells, place }));
  return (
    <Rows
      label={words.figuresOf(title)}
      rows={numbered}
      rowKey={({ place }) => String(place)}
      columns={columns.map((column, place) => ({
        ...{ key: column, title: column, right: typeof rows[0]?.[place] === "number" },
        cell: ({ cells }: (typeof numbered)[number]) => cellText(cells[place] ?? null, shares.includes(column)),
      }))}
    />
  );
}
