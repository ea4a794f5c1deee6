/** Who, what, about what, since when. Words are as the log has them, and hold for the whole of it. */
import { useState } from "react";
import { useAddress } from "../../app/address.ts";
import { Button } from "../../ui/button.tsx";
import { INPUT } from "../../ui/field.tsx";
import { optionsOf, Select } from "../../ui/select.tsx";
import { evidence } from "../../words/evidence.ts";

const words = evidence.audit;
const NAMES = ["actor", "action", "subjectType", "subjectId"] as const;

export function AuditFilter() {
  const [address] = useAddress();
  const given = NAMES.map((name) => address[name] ?? "").join("\n");
  // What a link filters by fills the fields anew.
  return <FilterForm key={given} />;
}

function FilterForm() {
  const [address, setAddress] = useAddress();
  const [typed, setTyped] = useState<Readonly<Record<string, string | undefined>>>({});
  const shownOf = (name: string) => typed[name] ?? address[name] ?? "";
  const { "": ever, ...sinces } = words.sinces;
  return (
    <form
      className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2"
      onSubmit={(event) => {
        event.preventDefault();
        setAddress({ ...typed, id: "" });
      }}
    >
      {NAMES.map((name) => (
        <input
          key={name}
          aria-label={words[name]}
          placeholder={words[name]}
          value={shownOf(name)}
          maxLength={200}
          onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
          className={`${INPUT} h-8 max-md:w-full md:max-w-44`}
        />
      ))}
      <div className="w-40">
        <Select
          label={words.since}
          value={address.days !== undefined && address.days in sinces ? address.days : "ever"}
          options={optionsOf({ ever, ...sinces })}
          onChange={(days) => setAddress({ days: days === "ever" ? "" : days, id: "" })}
        />
      </div>
      <Button type="submit">{words.filter}</Button>
    </form>
  );
}
