/** A runbook becomes a draft: its sentences on the left with what became of each, the draft on the right, and from there the editor. */
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { SquarePen } from "lucide-react";
import { useState } from "react";
import type { CodifiedRunbook } from "../../../../src/api/contract/codify.ts";
import { call } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { codify as words } from "../../words/codify.ts";
import { bringDraft } from "../playbooks/brought-draft.ts";
import { ForWriters } from "../playbooks/for-writers.tsx";
import { CodifiedView } from "./codified-view.tsx";
import { FileChooser } from "./file-chooser.tsx";
import { bodyOf } from "./runbook-body.ts";

export default function CodifyScreen() {
  return (
    <ForWriters title={words.title}>
      <Codify />
    </ForWriters>
  );
}

function Codify() {
  const [queue, setQueue] = useState("soc");
  const navigate = useNavigate();
  const codified = useMutation({
    mutationFn: async (file: File) => call<CodifiedRunbook>("POST", "/v1/codify", await bodyOf(file, queue)),
  });
  const { data, error, isPending, variables, reset } = codified;
  const open = ({ source }: CodifiedRunbook) => {
    bringDraft(source);
    void navigate({ to: "/new-playbook" as "/", search: { from: "runbook" } as never });
  };
  const actions = data !== undefined && (
    <>
      <Button onClick={reset}>{words.another}</Button>
      <Button look="primary" icon={<SquarePen className="size-3.5" aria-hidden />} onClick={() => open(data)}>
        {words.open}
      </Button>
    </>
  );
  return (
    <Page
      title={data?.title ?? words.title}
      aside={data !== undefined && <span className="text-xs text-muted">{words.file(variables?.name ?? "")}</span>}
      actions={actions}
    >
      {data !== undefined && <CodifiedView codified={data} />}
      {data === undefined && (
        <div className="min-h-0 flex-1 overflow-y-auto bg-panel">
          {isPending ? (
            <Loading what={words.reading} lines={10} />
          ) : (
            <>
              {error !== null && <ErrorState error={error} />}
              <FileChooser queue={queue} onQueue={setQueue} onFile={(file) => codified.mutate(file)} />
            </>
          )}
        </div>
      )}
    </Page>
  );
}
