/** What people decided: in force unless asked for others. */

import type { Decision } from "../../../../src/model/decision.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Badge } from "../../ui/badge.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { RowTime } from "../../ui/time.tsx";
import { decisions as words } from "../../words/reviews.ts";
import { DecisionDetail } from "./decision-detail.tsx";
import { PagedList } from "./paged-list.tsx";

const states = { label: words.status, words: { ...words.statuses, all: words.all }, usual: "in-force" };

/** What tells one decision from the next of its kind; incidents have no names, only ids. */
const NAMES_SOMETHING = ["entity", "observable", "playbook", "rule", "source"];

export function DecisionsTab() {
  return (
    <PagedList<Decision>
      path="/v1/decisions"
      queryKey="decisions"
      words={words}
      states={states}
      row={(decision) => <DecisionRow decision={decision} />}
      detail={(id) => <DecisionDetail key={id} id={id} />}
    />
  );
}

function DecisionRow({ decision: { kind, what, by, at, until, about } }: { decision: Decision }) {
  const named = about.filter(({ type }) => NAMES_SOMETHING.includes(type)).map(({ key }) => key);
  return (
    <span className="block">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">
          <Defanged text={what} />
        </span>
        <Badge>{words.kinds[kind]}</Badge>
      </span>
      <span className="flex gap-2 text-xs text-muted">
        <span className="min-w-0 flex-1 truncate">
          {actorName(by)} · <RowTime at={at} />
          {named.length > 0 && " · "}
          <Defanged text={named.join(", ")} />
        </span>
        {until !== null && (
          <span>
            {words.until} <RowTime at={until} />
          </span>
        )}
      </span>
    </span>
  );
}
