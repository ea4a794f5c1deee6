/** Where a thing is not there: it may be in another of one's workspaces. The same address is opened there. */
import { useMe } from "../api/session.ts";
import { shell } from "../words/shell.ts";

const { places } = shell;

export function Elsewhere() {
  const { data: me } = useMe();
  const others = (me?.workspaces ?? []).filter(({ id }) => id !== me?.workspace.id);
  if (others.length === 0) return null;
  const here = new URL(location.href);
  return (
    <p className="mt-1 flex flex-wrap justify-center gap-x-3 text-sm">
      <span className="text-muted">{places.otherwise}</span>
      {others.map(({ id, name }) => {
        here.searchParams.set("workspace", name);
        return (
          <a key={id} href={`${here.pathname}${here.search}`} className="text-accent hover:underline">
            {places.lookIn(name)}
          </a>
        );
      })}
    </p>
  );
}
