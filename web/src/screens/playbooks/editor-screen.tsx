/** A playbook as text, with its graph, its sentences, its tests and a simulation beside it, all of the text as it stands now. */
import { useParams } from "@tanstack/react-router";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { useAddress } from "../../app/address.ts";
import { Page } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { editor as words } from "../../words/playbooks.ts";
import { broughtDraft } from "./brought-draft.ts";
import { EditorBench } from "./editor-bench.tsx";
import { ForWriters } from "./for-writers.tsx";
import { shownVersion, useVersion, useVersions } from "./use-playbooks.ts";

export default function EditorScreen() {
  const { name } = useParams({ strict: false }) as { name?: string };
  const [{ from }] = useAddress();
  const titled = usePlaybookTitle();
  const brought = from === "runbook" ? broughtDraft() : null;
  return (
    <ForWriters title={name === undefined ? words.create : words.title(titled(name))} name={name}>
      {name !== undefined ? (
        <Existing name={name} />
      ) : (
        <EditorBench source={brought ?? words.template} test="" title={words.create} />
      )}
    </ForWriters>
  );
}

function Existing({ name }: { name: string }) {
  const [{ version: asked }] = useAddress();
  const versions = useVersions(name);
  const standing = versions.data && shownVersion(versions.data, asked);
  const { data, error } = useVersion(name, standing?.number);
  const wrong = versions.error ?? error;
  const title = words.title(usePlaybookTitle()(name));
  if (data !== undefined)
    return <EditorBench key={data.number} source={data.source} test={data.test ?? ""} title={title} />;
  return (
    <Page title={title}>
      {wrong === null ? (
        <Loading what={words.loading} lines={14} />
      ) : (
        <ErrorState error={wrong} onRetry={() => void versions.refetch()} />
      )}
    </Page>
  );
}
