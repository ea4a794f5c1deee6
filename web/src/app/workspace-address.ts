/** Which workspace an address is of: numbers of incidents begin anew in each, so a link has to say it for whoever works in several. */

const NAME = "workspace";
/** What addresses name now; null where one works in one workspace alone, and addresses need not say it. */
let named: string | null = null;

export function nameInAddresses(workspace: string | null): void {
  named = workspace;
}

/** The workspace that the address asks for, as it stands in the browser. */
export function askedIn(search: string): string | null {
  return new URLSearchParams(search).get(NAME) || null;
}

/** The address as one of that workspace, or of none where it need not say. */
export function renamed(href: string, workspace: string | null): string {
  const url = new URL(href);
  if (url.searchParams.get(NAME) === workspace) return href;
  if (workspace === null) url.searchParams.delete(NAME);
  else url.searchParams.set(NAME, workspace);
  return url.href;
}

/** What a screen keeps in the address: the workspace is not its affair. */
export function parsed(search: string): Record<string, string> {
  const { [NAME]: _workspace, ...rest } = Object.fromEntries(new URLSearchParams(search));
  return rest;
}

export function written(search: Readonly<Record<string, unknown>>): string {
  const all = named === null ? search : { ...search, [NAME]: named };
  const entries = Object.entries(all).filter(([, value]) => typeof value === "string" && value !== "");
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries as [string, string][])}`;
}

/** The screen that an address belongs to, without the thing that is looked at: that is in no other workspace. */
export function screenOf(path: string, screens: readonly string[]): string {
  const first = `/${path.split("/")[1] ?? ""}`;
  return screens.includes(first) ? first : "/";
}
