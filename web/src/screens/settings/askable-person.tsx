/** Chooses one of those who could be asked; each with the roles they have, since questions go past who has not what the policies ask for. */
import { useQuery } from "@tanstack/react-query";
import type { OnCallList } from "../../../../src/api/contract/on-call.ts";
import { read } from "../../api/client.ts";
import { Combobox } from "../../ui/combobox.tsx";
import { onCall as words } from "../../words/settings.ts";

interface AskablePersonProps {
  label: string;
  value: string;
  onChange(person: string): void;
  /** Who is not offered. */
  except?: string | undefined;
}

export function AskablePerson({ except, ...field }: AskablePersonProps) {
  const { data } = useQuery({
    queryKey: ["on-call"],
    queryFn: ({ signal }) => read<OnCallList>("/v1/on-call", {}, signal),
  });
  const options = (data?.people ?? [])
    .filter(({ person }) => person !== except)
    .map(({ person, roles }) => ({ value: person, label: words.withRoles(person, roles) }));
  return <Combobox {...field} options={options} />;
}
