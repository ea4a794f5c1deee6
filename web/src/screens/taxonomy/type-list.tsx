/** The types in force by their class, with what follows from each and how many came; one that is chosen is looked at in the text. */

import { Fragment } from "react";
import type { z } from "zod";
import type { TaxonomyFiles } from "../../../../src/api/contract/content.ts";
import { usePlaybookTitles } from "../../api/playbook-titles.ts";
import { PlaybookName } from "../../ui/playbook-name.tsx";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { Loading } from "../../ui/states.tsx";
import { priorities } from "../../words/scales.ts";
import { taxonomy } from "../../words/taxonomy.ts";
import type { DraftFiles } from "../content/use-files.ts";
import { placeOfType } from "./type-place.ts";
import { type TypeFigures, useTypeFigures } from "./use-type-figures.ts";

const { types: words } = taxonomy;
export type Files = z.infer<typeof TaxonomyFiles>;
type Type = Files["types"][number];

interface TypeListProps {
  version: Pick<Files, "classes" | "types">;
  draft: DraftFiles;
}

export function TypeList({ version: { classes, types }, draft }: TypeListProps) {
  const figures = useTypeFigures();
  // Rows are as tall as the titles in them.
  if (usePlaybookTitles().isPending) return <Loading what={words.list} lines={14} />;
  return (
    <>
      <table className="w-full table-fixed text-left text-sm">
        <caption className="sr-only">{words.list}</caption>
        <thead className="sticky top-0 z-10 bg-panel">
          <tr className="h-8 border-b border-line text-xs text-muted">
            <Head wide="pl-4">{words.name}</Head>
            <Head wide="w-20 text-right max-md:w-18">{words.incidents}</Head>
            <Head wide="w-16 text-right max-md:w-14">{words.alone}</Head>
            <Head wide="w-60 pr-4 pl-4 max-md:w-32 max-md:pl-2">{words.follows}</Head>
          </tr>
        </thead>
        {classes.map((group) => (
          <tbody key={group.code}>
            <tr className="border-b border-line bg-sunken">
              <th scope="rowgroup" colSpan={4} className="px-4 py-1.5 font-normal" title={group.definition}>
                <span className="font-medium">{group.name}</span>{" "}
                <span className="text-xs text-muted">{group.definition}</span>
              </th>
            </tr>
            {types
              .filter((type) => type.class === group.code)
              .map((type) => (
                <TypeRow key={type.id} type={type} draft={draft} figures={figures.get(type.id)} />
              ))}
          </tbody>
        ))}
      </table>
      <p className="px-4 py-3 text-xs text-muted">{words.period}</p>
    </>
  );
}

function Head({ wide, children }: { wide: string; children: string }) {
  return (
    <th scope="col" className={`px-2 font-medium ${wide}`}>
      {children}
    </th>
  );
}

function TypeRow({ type, draft, figures }: { type: Type; draft: DraftFiles; figures: TypeFigures | undefined }) {
  const { id, name, priorities: ranks, queues, playbooks } = type;
  const place = placeOfType(draft.files, id);
  const rank = ranks.length === 0 ? "" : words.priority(ranks.map((one) => priorities[one]).join(", "));
  const queue = queues.length === 0 ? "" : words.queue(queues.join(", "));
  return (
    <tr className="border-b border-line align-top hover:bg-hover">
      <th scope="row" className="py-2 pr-2 pl-7 font-normal [overflow-wrap:anywhere] max-md:pl-4">
        <button
          type="button"
          disabled={place === null}
          className="text-left font-medium text-accent hover:underline disabled:text-text"
          onClick={() => place !== null && draft.goTo(place.line, place.file)}
        >
          {name}
        </button>
        <span className="block truncate text-xs text-muted">{id}</span>
      </th>
      <td className="px-2 py-2 text-right tabular-nums">
        {figures === undefined || figures.incidents === 0 ? (
          <span className="text-muted">–</span>
        ) : (
          <ScreenLink to="/" search={{ type: id, show: "all" }}>
            {figures.incidents}
          </ScreenLink>
        )}
      </td>
      <td className="px-2 py-2 text-right tabular-nums">{figures?.alone ?? <span className="text-muted">–</span>}</td>
      <td className="py-2 pr-4 pl-4 [overflow-wrap:anywhere]">
        {playbooks.length === 0 && words.none}
        {playbooks.map((playbook, place) => (
          <Fragment key={playbook}>
            {place > 0 && " · "}
            <PlaybookName name={playbook} />
          </Fragment>
        ))}
        <span className="block text-xs text-muted">{[rank, queue].filter((part) => part !== "").join(" · ")}</span>
      </td>
    </tr>
  );
}
