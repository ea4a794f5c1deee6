/** The figures of one version, each share with how sure it is. */
import { Facts } from "../../ui/facts.tsx";
import { playbook } from "../../words/playbooks.ts";
import { type PlaybookFigures, percent, type ShareFigure, span } from "./figures.ts";

const words = playbook.figures;
const SHARES = ["handoffs", "failures", "overrides", "falsePositives", "refusals"] as const;

export function FigureList({ figures }: { figures: PlaybookFigures | undefined }) {
  if (figures === undefined || figures.runs === 0) return <p className="text-sm text-muted">{words.none}</p>;
  const { median } = figures.timeToContain;
  return (
    <Facts
      facts={[
        { name: words.runs, value: <span className="tabular-nums">{figures.runs}</span> },
        ...SHARES.filter((name) => figures[name].of > 0).map((name) => ({
          name: words[name],
          value: <ShareOf share={figures[name]} />,
        })),
        { name: words.timeToContain, value: median === null ? null : span(median) },
      ]}
    />
  );
}

function ShareOf({ share: { count, of, rate, low, high } }: { share: ShareFigure }) {
  return (
    <span className="tabular-nums" title={words.between(percent(low), percent(high))}>
      {percent(rate)} <span className="text-xs text-muted">{words.of(count, of)}</span>
    </span>
  );
}
