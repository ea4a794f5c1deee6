/** What incident types are called. Their ids stay in filters and addresses. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TypeNames } from "../../../src/api/contract/content.ts";
import { read } from "./client.ts";

/** By their id; two of one name are told apart by it. */
export function namesById(items: TypeNames["items"]): ReadonlyMap<string, string> {
  const ids = Map.groupBy(items, ({ name }) => name);
  return new Map(items.map(({ id, name }) => [id, ids.get(name)?.length === 1 ? name : `${name} (${id})`]));
}

/** What stands in brackets at the end of an approval's incident, `(fraud/phishing, severity high, …)`: with the type's name. All before it may be an attacker's. */
export function withTypeName(text: string, named: (id: string) => string): string {
  return text.replace(
    /\(([a-z0-9-]+\/[a-z0-9-]+)(?=, severity [a-z]+, priority [a-z]+\)$)/,
    (_, id: string) => `(${named(id)}`,
  );
}

/** What a playbook wrote of an incident, with its own type's name where the id stands: of the type other/other. */
export function withOwnType(text: string, typeId: string, named: (id: string) => string): string {
  const at = `of the type ${typeId}`;
  return text.replace(at, () => (named(typeId) === typeId ? at : `of the type “${named(typeId)}”`));
}

/** All of them; for what would be laid out anew when they come, and so waits for them. */
export function useTypeNames() {
  return useQuery({
    queryKey: ["taxonomy", "names"],
    queryFn: async ({ signal }) => (await read<TypeNames>("/v1/taxonomy/names", {}, signal)).items,
    staleTime: 5 * 60_000,
  });
}

/** An incident type by its name; by its id while, or where, none is known. The same function as long as the same is known. */
export function useTypeName(): (id: string) => string {
  const { data } = useTypeNames();
  return useMemo(() => {
    const names = namesById(data ?? []);
    return (id) => names.get(id) ?? id;
  }, [data]);
}
