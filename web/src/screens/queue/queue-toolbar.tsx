/** Above the queue: what to look for, and the views. */
import { Search } from "lucide-react";
import { type FormEvent, memo, useEffect, useState } from "react";
import { queue } from "../../words/queue.ts";
import { SEARCH_ID } from "./queue-keys.ts";
import { type QueueSearch, type SearchChange, withTyped } from "./queue-search.ts";
import { ViewsMenu } from "./views-menu.tsx";

interface QueueToolbarProps {
  search: QueueSearch;
  onSearch(to: SearchChange): void;
}

export const QueueToolbar = memo(function QueueToolbar({ search, onSearch }: QueueToolbarProps) {
  const shown = search.filter ?? search.q ?? "";
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped(shown), [shown]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch((before) => withTyped(before, typed));
    (document.activeElement as HTMLElement | null)?.blur();
  };
  return (
    <>
      <search>
        <form onSubmit={submit} className="relative">
          <Search className="pointer-events-none absolute top-2 left-2 size-3.5 text-muted" aria-hidden />
          <input
            id={SEARCH_ID}
            aria-label={queue.searchLabel}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
            placeholder={queue.search}
            maxLength={2000}
            spellCheck={false}
            autoComplete="off"
            className="h-7.5 w-[min(30rem,46vw)] rounded-md border border-line-strong bg-panel pr-2 pl-7 text-sm placeholder:text-faint"
          />
        </form>
      </search>
      <ViewsMenu search={search} onSearch={onSearch} />
    </>
  );
});
