/** The policies in force as text, what another text would have decided, and who could be reached by it. */
import type { z } from "zod";
import type { PolicyEffect as Effect } from "../../../../src/api/contract/change-effect.ts";
import type { PolicyVersion } from "../../../../src/api/contract/content.ts";
import { read } from "../../api/client.ts";
import { may, useMe } from "../../api/session.ts";
import { content } from "../../words/content.ts";
import { policies as words } from "../../words/policies.ts";
import { ContentScreen } from "../content/content-screen.tsx";
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
  return (
    <ContentScreen queryKey={["policies"]} read={(signal) => read<Version>("/v1/policies", {}, signal)} words={words}>
      {(version) => <Bench key={version.number} version={version} />}
    </ContentScreen>
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
