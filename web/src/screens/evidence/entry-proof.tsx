/** What proves that an entry is in the signed log: asked for when wanted, as it signs the log anew. */
import { useMutation } from "@tanstack/react-query";
import type { AuditProof } from "../../../../src/api/contract/audit.ts";
import { read } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { Wrong } from "../../ui/wrong.tsx";
import { evidence } from "../../words/evidence.ts";
import { checkpointOf } from "./checkpoint-of.ts";

const words = evidence.audit;

export function EntryProof({ id }: { id: string }) {
  const prove = useMutation({ mutationFn: () => read<AuditProof>(`/v1/audit/${id}/proof`) });
  return (
    <Section title={words.proof}>
      <p className="mb-2 max-w-prose text-sm text-muted">{words.proofHint}</p>
      {prove.data === undefined ? (
        <Button busy={prove.isPending} onClick={() => prove.mutate()}>
          {words.prove}
        </Button>
      ) : (
        <Proof id={id} proof={prove.data} />
      )}
      <Wrong error={prove.error} />
    </Section>
  );
}

function Proof({ id, proof }: { id: string; proof: AuditProof }) {
  const { size, root, signers } = checkpointOf(proof.note);
  const file = `audit-entry-${id}.json`;
  const hash = (text: string) => <code className="text-xs">{text}</code>;
  return (
    <>
      <Facts
        facts={[
          { name: words.head, value: words.headOf(size) },
          { name: words.root, value: hash(root) },
          { name: words.signer, value: hash(signers.join(", ")) },
          { name: words.place, value: proof.index },
          { name: words.steps, value: proof.proof.length },
        ]}
      />
      <div className="mt-3 flex flex-wrap items-center gap-2 text-sm text-muted">
        <Button onClick={() => saveFile(file, new Blob([`${JSON.stringify(proof)}\n`], { type: "application/json" }))}>
          {words.save}
        </Button>
        {words.check} <code className="rounded bg-sunken px-1 font-mono text-xs">{words.checkCommand(file)}</code>
      </div>
    </>
  );
}
