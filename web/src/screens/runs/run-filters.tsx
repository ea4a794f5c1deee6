/** What narrows the list of runs down. It stands in the address. */
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { useAddress } from "../../app/address.ts";
import { optionsOf, Select } from "../../ui/select.tsx";
import { runs as words } from "../../words/runs.ts";
import { usePlaybooks } from "../playbooks/use-playbooks.ts";

const ALL = "all";

export function RunFilters() {
  const [{ status = "", playbook = "", shadow = "" }, setAddress] = useAddress();
  const { data: known = [] } = usePlaybooks();
  const title = usePlaybookTitle();
  const any = (name: string) => ({ value: ALL, label: `${name}: ${words.any}` });
  const names = new Set(known.map(({ name }) => name));
  // One that is out of force still has runs.
  if (playbook !== "") names.add(playbook);
  const taken = (to: string) => (to === ALL ? "" : to);
  return (
    <div className="border-b border-line bg-panel px-4 py-2">
      <div className="grid grid-cols-3 gap-2 max-md:grid-cols-2 md:max-w-3xl">
        <Select
          label={words.status}
          value={status === "" ? ALL : status}
          options={[any(words.status), ...optionsOf(words.statuses)]}
          onChange={(to) => setAddress({ status: taken(to) })}
        />
        <Select
          label={words.playbook}
          value={playbook === "" ? ALL : playbook}
          options={[any(words.playbook), ...[...names].map((name) => ({ value: name, label: title(name) }))]}
          onChange={(to) => setAddress({ playbook: taken(to) })}
        />
        <Select
          label={words.kind}
          value={shadow === "true" ? "shadow" : "real"}
          options={optionsOf(words.kinds)}
          onChange={(to) => setAddress({ shadow: to === "shadow" ? "true" : "" })}
        />
      </div>
    </div>
  );
}
