/** What a file of inventory would change, or where it is wrong. */
import { Undo2 } from "lucide-react";
import type { InventoryPreview } from "../../../../src/api/contract/inventory.ts";
import { Badge } from "../../ui/badge.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { inventory as words } from "../../words/inventory.ts";

/** Of more the first are enough to see what happens. */
const SHOWN = 100;

export function PreviewOf({ preview: { entries, faults } }: { preview: InventoryPreview }) {
  if (faults.length > 0) return <Faults faults={faults} />;
  const count = (kind: "new" | "changed" | "same") => entries.filter(({ what }) => what === kind).length;
  const changing = entries.filter(({ what }) => what !== "same");
  return (
    <section aria-label={words.sumLabel} className="mt-2 rounded-md bg-sunken p-3 text-sm">
      <p role="status" className="font-medium">
        {words.sum(count("new"), count("changed"), count("same"))}
      </p>
      <ul className="mt-1 flex flex-col gap-1">
        {changing.slice(0, SHOWN).map(({ type, key, what, changes }) => (
          <li key={`${type} ${key}`} className="flex items-start gap-2">
            <Badge tone={what === "new" ? "good" : "info"}>{words.kinds[what]}</Badge>
            <span className="min-w-0">
              <Defanged text={key} />
              {changes.length > 0 && (
                <span className="block text-xs text-muted">
                  <Defanged text={changes.join("; ")} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {changing.length > SHOWN && <p className="mt-1 text-xs text-muted">{words.more(changing.length - SHOWN)}</p>}
      <p className="mt-2 flex items-start gap-2 text-xs text-muted">
        <Undo2 className="size-3.5 shrink-0" aria-hidden /> {words.reversal}
      </p>
    </section>
  );
}

function Faults({ faults }: { faults: InventoryPreview["faults"] }) {
  return (
    <section role="alert" className="mt-2 rounded-md bg-danger-ground p-3 text-sm">
      <p className="font-medium text-danger">{words.faults(faults.length)}</p>
      <p className="text-xs">{words.faultsHint}</p>
      <ul className="mt-1 flex flex-col gap-1">
        {faults.slice(0, SHOWN).map(({ line, column, message }) => (
          <li key={`${line} ${column} ${message}`}>
            <span className="font-mono text-xs">{words.fault(line, column)}</span> <Defanged text={message} />
          </li>
        ))}
      </ul>
    </section>
  );
}
