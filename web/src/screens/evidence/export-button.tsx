/** The log as a file that proves itself, and the keys that it is to be checked with. */
import { useQuery } from "@tanstack/react-query";
import { Download, KeyRound } from "lucide-react";
import { useState } from "react";
import type { AuditKeys } from "../../../../src/api/contract/audit.ts";
import { read } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Code } from "../../ui/code.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Loading } from "../../ui/states.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { evidence } from "../../words/evidence.ts";

const words = evidence.exporting;

export function ExportButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<KeyRound className="size-3.5" aria-hidden />} onClick={() => setOpen(true)}>
        {words.keys}
      </Button>
      {/* A link: the browser writes the answer to the disk while it comes, however long it is. */}
      <a
        href="/v1/audit/export"
        download="audit.ndjson"
        className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line bg-panel px-2.5 text-sm hover:bg-hover"
      >
        <Download className="size-3.5" aria-hidden />
        {words.verb}
      </a>
      {open && <KeysDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function KeysDialog({ onClose }: { onClose(): void }) {
  const { data, error } = useQuery({
    queryKey: ["audit-keys"],
    queryFn: ({ signal }) => read<AuditKeys>("/v1/audit/key", {}, signal),
  });
  return (
    <Dialog open title={words.keys} description={words.keysHint} onClose={onClose}>
      <Wrong error={error} />
      {error === null && data === undefined && <Loading what={words.keys} lines={3} />}
      {data !== undefined && (
        <>
          <Facts facts={[{ name: words.origin, value: <code className="text-xs">{data.origin}</code> }]} />
          {data.keys.map((key, place) => (
            <div key={key} className="mt-2">
              <p className="mb-1 text-xs text-muted">{place === 0 ? words.signsNow : words.signedBefore}</p>
              <Code text={key} label={place === 0 ? words.signsNow : words.signedBefore} />
            </div>
          ))}
        </>
      )}
    </Dialog>
  );
}
