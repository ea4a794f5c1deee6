/** A view under another name, or another's: made anew, and only then taken away where it was, so that nothing is lost on the way. Never over another one. */
import type { SavedView } from "../../../../src/api/contract/query.ts";
import { call, read } from "../../api/client.ts";
import { ApiError } from "../../api/problem.ts";
import { views as words } from "../../words/settings.ts";

/** As the API takes it. */
export function asNew({ name, kind, shared, filter, q, columns, sort }: SavedView) {
  return { name, kind, shared, filter, q, columns, sort };
}

export async function moveView(view: SavedView, to: { name?: string; shared?: boolean }): Promise<SavedView> {
  const moved = { ...asNew(view), ...to };
  const { items } = await read<{ items: SavedView[] }>("/v1/views", { kind: moved.kind, name: moved.name });
  if (items.some(({ id, shared }) => id !== view.id && shared === moved.shared))
    throw new ApiError({ type: "", title: "", status: 409, code: "api.conflict", message: words.taken });
  const made = await call<SavedView>("POST", "/v1/views", moved);
  if (made.id !== view.id) await call("DELETE", `/v1/views/${view.id}`);
  return made;
}
