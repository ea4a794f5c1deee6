/** Over a list: which of them, and of which kind. They stand in the address. */
import { useAddress } from "../../app/address.ts";
import { type Option, Select } from "../../ui/select.tsx";

interface FiltersProps {
  status: { label: string; options: readonly Option[]; value: string };
  kind: { label: string; options: readonly Option[]; value: string };
}

export function Filters({ status, kind }: FiltersProps) {
  const [, setAddress] = useAddress();
  return (
    <div className="flex gap-2 border-b border-line px-4 py-2">
      <Select {...status} onChange={(to) => setAddress({ status: to, id: "" })} />
      <Select {...kind} onChange={(to) => setAddress({ kind: to === "any" ? "" : to, id: "" })} />
    </div>
  );
}
