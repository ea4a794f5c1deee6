/** The policies in force as text, what another text would have decided, and who could be reached by it. */
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { PolicyEffect as Effect } from "../../../../src/api/contract/change-effect.ts";
import type { PolicyVersion } from "../../../../src/api/contract/content.ts";
import { read } from "../../api/client.ts";
import { ApiError } from "../../api/problem.ts";
import { may, useMe } from "../../api/session.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { content } from "../../words/content.ts";
import { policies as words } from "../../words/policies.ts";
import { EffectOfChange } from "../content/effect-of-change.tsx";
import { FilesBench } from "../content/files-bench.tsx";
import { InForce } from "../content/in-force.tsx";
import { useFiles } from "../content/use-files.ts";
import { VersionList } from "../content/version-list.tsx";
import { ExplainPanel } from "./explain-panel.tsx";
import { PolicyEffect } from "./policy-effect.tsx";
import { ReachPanel } from "./reach-panel.tsx";

type Version = z.infer<typeof PolicyVersion>;

const filesOf = async (number: number) => (await read<Version>(`/v1/policies/versions/${number}`)).files;

export default function PoliciesScreen() {
  const { data, error, refetch } = useQuery({
    queryKey: ["policies"],
    queryFn: ({ signal }) => read<Version>("/v1/policies", {}, signal),
  });
  if (data !== undefined) return <Bench key={data.number} version={data} />;
  return (
    <Page title={words.title}>
      {error === null && <Loading what={content.loading} lines={14} />}
      {error !== null &&
        (error instanceof ApiError && error.status === 404 ? (
          <EmptyState title={words.none}>{words.noneHint}</EmptyState>
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ))}
    </Page>
  );
}

function Bench({ version }: { version: Version }) {
  const { data: me } = useMe();
  const draft = useFiles("policies", version.files);
  const mayForce = may(me, "engineer");
  const effect = <EffectOfChange<Effect> draft={draft}>{(told) => <PolicyEffect effect={told} />}</EffectOfChange>;
  const versions = <VersionList draft={draft} filesOf={filesOf} mayForce={mayForce} />;
  const { parts } = words;
  return (
    <FilesBench
      title={words.title}
      aside={<InForce version={version} />}
      draft={draft}
      force={words.force}
      effect={effect}
      mayForce={mayForce}
      tabs={[
        ...(mayForce ? [{ key: "effect", title: parts.effect, content: effect }] : []),
        { key: "reach", title: parts.reach, content: <ReachPanel files={draft.files} /> },
        { key: "explain", title: parts.explain, content: <ExplainPanel files={draft.files} /> },
        { key: "versions", title: content.versions.title, content: versions },
      ]}
    />
  );
}
