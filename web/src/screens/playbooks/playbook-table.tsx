/** The playbooks in force, one a line, with the figures of the last month. */
import type { ReactNode } from "react";
import type { PlaybookSummary } from "../../../../src/api/contract/content.ts";
import { Badge } from "../../ui/badge.tsx";
import { cx } from "../../ui/classes.ts";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { playbooks as words } from "../../words/playbooks.ts";
import { type PlaybookFigures, percent } from "./figures.ts";
import { MaturityBadge } from "./stage-badges.tsx";
import { useFigures } from "./use-playbooks.ts";

const { columns } = words;
/** Those that a phone has no room for. */
const WIDE = "max-lg:hidden";

export function PlaybookTable({ rows }: { rows: readonly PlaybookSummary[] }) {
  const { data: figures } = useFigures({ by: "playbook" });
  return (
    <>
      <table className="w-full table-fixed text-left">
        <caption className="sr-only">{words.list}</caption>
        <thead className="sticky top-0 z-10 bg-panel">
          <tr className="h-8 border-b border-line text-xs text-muted">
            <Head className="pl-4">{columns.name}</Head>
            <Head className="w-32">{columns.maturity}</Head>
            <Head className="w-20">{columns.version}</Head>
            <Head className={cx(WIDE, "w-40")}>{columns.beside}</Head>
            <Head className={cx(WIDE, "w-20 text-right")}>{columns.runs}</Head>
            <Head className={cx(WIDE, "w-28 text-right")}>{columns.handoffs}</Head>
            <Head className={cx(WIDE, "w-20 text-right")}>{columns.failures}</Head>
            <Head className={cx(WIDE, "w-32 pr-4 text-right")}>{columns.falsePositives}</Head>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PlaybookRow key={row.name} row={row} figures={figures?.get(row.name)} />
          ))}
        </tbody>
      </table>
      <p className="px-4 py-3 text-xs text-muted">{words.period}</p>
    </>
  );
}

function Head({ className, children }: { className: string; children: ReactNode }) {
  return (
    <th scope="col" className={cx("px-2 font-medium", className)}>
      {children}
    </th>
  );
}

function PlaybookRow({ row, figures }: { row: PlaybookSummary; figures: PlaybookFigures | undefined }) {
  const { name, title, maturity, number, beside } = row;
  return (
    <tr className="border-b border-line hover:bg-hover">
      <th scope="row" className="py-2 pr-2 pl-4 font-normal">
        <ScreenLink to={`/playbooks/${name}`} className="block truncate font-medium text-text">
          {title}
        </ScreenLink>
        <span className="block truncate text-xs text-muted">{name}</span>
      </th>
      <td className="px-2">
        <MaturityBadge value={maturity} />
      </td>
      <td className="px-2 tabular-nums">{words.number(number)}</td>
      <td className={cx(WIDE, "px-2")}>
        {beside !== null && (
          <Badge tone="violet">
            {beside.share === "shadow" ? words.shadow(beside.number) : words.share(beside.number, beside.share)}
          </Badge>
        )}
      </td>
      <Figure>{figures?.runs ?? "–"}</Figure>
      <Figure>{percent(figures?.handoffs.rate)}</Figure>
      <Figure bad={(figures?.failures.rate ?? 0) > 0}>{percent(figures?.failures.rate)}</Figure>
      <Figure last>{percent(figures?.falsePositives.rate)}</Figure>
    </tr>
  );
}

function Figure(props: { bad?: boolean; last?: boolean; children: ReactNode }) {
  return (
    <td
      className={cx(
        WIDE,
        "text-right tabular-nums",
        props.last === true ? "pr-4 pl-2" : "px-2",
        props.bad && "text-danger",
      )}
    >
      {props.children}
    </td>
  );
}
