import type { Coverage } from "../../../../src/api/contract/pictures.ts";
import {
  type CoverageState,
  coverageDrawing,
  coverageHeight,
  coverageSums,
  coverageTable,
} from "../../pictures/coverage.ts";
import { Picture } from "../../pictures/picture.tsx";
import { cx } from "../../ui/classes.ts";
import { overview } from "../../words/overview.ts";
import { Figure } from "./figure.tsx";

const words = overview.coverage;
const GROUNDS: Readonly<Record<CoverageState, string>> = {
  blind: "bg-danger",
  answered: "bg-good",
  known: "bg-chosen",
  none: "bg-sunken",
};

export function CoveragePicture({ from }: { from: string }) {
  return (
    <Figure<Coverage> {...{ path: "/v1/figures/coverage", query: { from }, title: words.title }} none={() => ""}>
      {(coverage) => {
        const sums = coverageSums(coverage);
        return (
          <Picture
            title={words.title}
            name="attack-coverage"
            says={words.says(sums.answered, sums.answered + sums.known, coverage.items.length, sums.blind)}
            height={coverageHeight(coverage)}
            drawing={(colours, width) => coverageDrawing(coverage, colours, width)}
            table={coverageTable(coverage)}
            actions={<Key sums={sums} />}
          />
        );
      }}
    </Figure>
  );
}

function Key({ sums }: { sums: Record<CoverageState, number> }) {
  return (
    <ul className="mr-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
      {(Object.keys(GROUNDS) as CoverageState[]).map((state) => (
        <li key={state} className="flex items-center gap-1.5">
          <span aria-hidden className={cx("size-3 rounded-sm border border-line", GROUNDS[state])} />
          {words.states[state]} <span className="tabular-nums">{sums[state]}</span>
        </li>
      ))}
    </ul>
  );
}
