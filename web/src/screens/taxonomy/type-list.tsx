/** The types in force with what follows from each; one that is chosen is looked at in the text. */
import type { z } from "zod";
import type { TaxonomyFiles } from "../../../../src/api/contract/content.ts";
import { priorities } from "../../words/scales.ts";
import { taxonomy } from "../../words/taxonomy.ts";
import type { DraftFiles } from "../content/use-files.ts";
import { placeOfType } from "./type-place.ts";

const { types: words } = taxonomy;
type Type = z.infer<typeof TaxonomyFiles>["types"][number];

export function TypeList({ types, draft }: { types: readonly Type[]; draft: DraftFiles }) {
  return (
    <table className="w-full table-fixed text-left text-sm">
      <caption className="sr-only">{words.list}</caption>
      <thead className="sticky top-0 z-10 bg-panel">
        <tr className="h-8 border-b border-line text-xs text-muted">
          <Head wide="pl-4">{words.name}</Head>
          <Head wide="w-24">{words.priority}</Head>
          <Head wide="w-28">{words.queue}</Head>
          <Head wide="w-44 pr-4">{words.playbook}</Head>
        </tr>
      </thead>
      <tbody>
        {types.map((type) => (
          <TypeRow key={type.id} type={type} draft={draft} />
        ))}
      </tbody>
    </table>
  );
}

function Head({ wide, children }: { wide: string; children: string }) {
  return (
    <th scope="col" className={`px-2 font-medium ${wide}`}>
      {children}
    </th>
  );
}

function TypeRow({ type, draft }: { type: Type; draft: DraftFiles }) {
  const { id, name, priorities: ranks, queues, playbooks } = type;
  const place = placeOfType(draft.files, id);
  return (
    <tr className="border-b border-line align-top hover:bg-hover">
      <th scope="row" className="py-2 pr-2 pl-4 font-normal">
        <button
          type="button"
          disabled={place === null}
          className="block max-w-full truncate text-left font-medium text-accent hover:underline disabled:text-text"
          onClick={() => place !== null && draft.goTo(place.line, place.file)}
        >
          {name}
        </button>
        <span className="block truncate text-xs text-muted">{id}</span>
      </th>
      <td className="px-2 py-2">{ranks.map((rank) => priorities[rank]).join(", ") || words.asAll}</td>
      <td className="px-2 py-2 [overflow-wrap:anywhere]">{queues.join(", ") || words.asAll}</td>
      <td className="py-2 pr-4 pl-2 [overflow-wrap:anywhere]">{playbooks.join(", ") || words.none}</td>
    </tr>
  );
}
