/** What the organization knows of its own: who matters, who is privileged, what a machine never contains. */
import { Boxes, Upload } from "lucide-react";
import { useState } from "react";
import type { InventoryView } from "../../../../src/api/contract/inventory.ts";
import { usePages } from "../../api/pages.ts";
import { can, useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { More } from "../../ui/more.tsx";
import { Page } from "../../ui/page.tsx";
import { Rows, type RowsColumn } from "../../ui/rows.tsx";
import { optionsOf, Select } from "../../ui/select.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { inventory as words } from "../../words/inventory.ts";
import { entityTypes } from "../../words/scales.ts";
import { ImportDialog } from "./import-dialog.tsx";

const MARKS = ["privileged", "serviceAccount", "protected"] as const;

const COLUMNS: RowsColumn<InventoryView>[] = [
  {
    key: "what",
    title: words.what,
    cell: ({ type, key, name }) => (
      <>
        <span className="text-xs text-muted">{entityTypes[type]}</span> <Defanged text={name} />
        {name !== key && <span className="block font-mono text-xs text-muted">{key}</span>}
      </>
    ),
  },
  {
    key: "criticality",
    title: words.criticality,
    cell: ({ attributes }) => <Criticality of={attributes.criticality} />,
  },
  {
    key: "marks",
    title: words.marks,
    cell: ({ attributes }) => (
      <span className="flex flex-wrap gap-1">
        {MARKS.filter((mark) => attributes[mark]).map((mark) => (
          <Badge key={mark} tone={mark === "protected" ? "violet" : "info"}>
            {words[mark]}
          </Badge>
        ))}
      </span>
    ),
  },
  {
    key: "owner",
    title: words.owner,
    cell: ({ attributes }) => (
      <span className="whitespace-nowrap">
        <Defanged text={attributes.owner} />
      </span>
    ),
  },
  { key: "tags", title: words.tags, cell: ({ attributes }) => <Defanged text={attributes.tags.join(", ")} /> },
  { key: "imported", title: words.imported, cell: ({ inventoriedAt }) => <Time at={inventoriedAt} /> },
];

const TONES = { unknown: "quiet", low: "quiet", medium: "quiet", high: "warn", critical: "danger" } as const;

function Criticality({ of }: { of: InventoryView["attributes"]["criticality"] }) {
  return <Badge tone={TONES[of]}>{words.criticalities[of]}</Badge>;
}

export default function InventoryScreen() {
  const [open, setOpen] = useState(false);
  const { data: me } = useMe();
  const action = can(me, "postInventory") && (
    <Button look="primary" icon={<Upload className="size-3.5" aria-hidden />} onClick={() => setOpen(true)}>
      {words.import}
    </Button>
  );
  return (
    <Page title={words.title} actions={action}>
      <Entries />
      {open && <ImportDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

const ALL = "every";
const TYPES = [{ value: ALL, label: words.every }, ...optionsOf(entityTypes)];

function Entries() {
  const [{ type = "" }, setAddress] = useAddress();
  const { rows, error, refetch, ...pages } = usePages<InventoryView>(["inventory"], "/v1/inventory", { type });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (rows === undefined) return <Loading what={words.loading} />;
  return (
    <>
      <div className="border-b border-line px-4 py-2">
        <span className="block w-56">
          <Select
            label={words.type}
            value={type === "" ? ALL : type}
            options={TYPES}
            onChange={(to) => setAddress({ type: to === ALL ? "" : to })}
          />
        </span>
      </div>
      {rows.length === 0 ? (
        <EmptyState icon={<Boxes className="size-8" aria-hidden />} title={type === "" ? words.none : words.nothing}>
          {words.noneHint}
        </EmptyState>
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto px-4 py-2">
          <Rows label={words.list} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />
          <More {...pages} />
        </div>
      )}
    </>
  );
}
