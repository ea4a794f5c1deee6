/** Entities and observables while an alert is read: what the raw alert does not name becomes nothing at all. */
import type { AlertDraftInput } from "../model/alert.ts";
import type { EntityRole, EntityType } from "../model/entity.ts";
import type { ObservableType } from "../model/observable.ts";

export type DraftEntity = NonNullable<AlertDraftInput["entities"]>[number];
export type DraftObservable = NonNullable<AlertDraftInput["observables"]>[number];

/** One entity, or none when `key` is empty: made to be spread. Without a name people see the key. Keys are made canonical later. */
export function entity(
  role: EntityRole,
  type: EntityType,
  key: string,
  more: { name?: string; aliases?: readonly string[] } = {},
): DraftEntity[] {
  if (key === "") return [];
  const aliases = (more.aliases ?? []).filter((alias) => alias !== "" && alias !== key);
  return [{ role, type, key, name: more.name || key, aliases }];
}

/** One observable for each value that is not empty. */
export function observables(type: ObservableType, ...values: string[]): DraftObservable[] {
  return values.filter((value) => value !== "").map((value) => ({ type, value }));
}
