import type { Funnel } from "../../../../src/api/contract/pictures.ts";
import { funnelDrawing, funnelTable } from "../../pictures/funnel.ts";
import { Picture } from "../../pictures/picture.tsx";
import { overview } from "../../words/overview.ts";
import { Figure } from "./figure.tsx";

const words = overview.funnel;

export function FunnelPicture({ from }: { from: string }) {
  const countOf = ({ stages }: Funnel, name: keyof typeof words.stages) =>
    stages.find(({ stage }) => stage === name)?.count ?? 0;
  return (
    <Figure<Funnel>
      {...{ path: "/v1/figures/funnel", query: { from }, title: words.title }}
      none={(funnel) => (countOf(funnel, "delivered") + countOf(funnel, "incidents") === 0 ? words.none : "")}
    >
      {(funnel) => (
        <Picture
          title={words.title}
          name="funnel"
          says={words.says(countOf(funnel, "delivered"), countOf(funnel, "touched"), funnel.responded)}
          drawing={(colours) => funnelDrawing(funnel, colours)}
          table={funnelTable(funnel)}
        />
      )}
    </Figure>
  );
}
