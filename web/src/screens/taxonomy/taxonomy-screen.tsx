/** The taxonomy in force as files, its types, and what another text would have made of the incidents of the past. */
import type { TaxonomyEffect as Effect } from "../../../../src/api/contract/change-effect.ts";
import { read } from "../../api/client.ts";
import { may, useMe } from "../../api/session.ts";
import { content } from "../../words/content.ts";
import { taxonomy as words } from "../../words/taxonomy.ts";
import { ContentScreen } from "../content/content-screen.tsx";
import { EffectOfChange } from "../content/effect-of-change.tsx";
import { FilesBench } from "../content/files-bench.tsx";
import { InForce } from "../content/in-force.tsx";
import { useFiles } from "../content/use-files.ts";
import { VersionList } from "../content/version-list.tsx";
import { TaxonomyEffect } from "./taxonomy-effect.tsx";
import { type Files, TypeList } from "./type-list.tsx";

const filesOf = (number?: number, signal?: AbortSignal) => read<Files>("/v1/taxonomy/files", { number }, signal);

export default function TaxonomyScreen() {
  return (
    <ContentScreen queryKey={["taxonomy", "files"]} read={(signal) => filesOf(undefined, signal)} words={words}>
      {(version) => <Bench key={version.number} version={version} />}
    </ContentScreen>
  );
}

function Bench({ version }: { version: Files }) {
  const { data: me } = useMe();
  const draft = useFiles("taxonomy", version.files);
  const mayForce = may(me, "engineer");
  const effect = <EffectOfChange<Effect> draft={draft}>{(told) => <TaxonomyEffect effect={told} />}</EffectOfChange>;
  const past = async (number: number) => (await filesOf(number)).files;
  const versions = <VersionList draft={draft} filesOf={past} mayForce={mayForce} />;
  const { parts } = words;
  return (
    <FilesBench
      title={words.title}
      aside={<InForce version={version} />}
      note={version.kept ? "" : words.notKept}
      draft={draft}
      force={words.force}
      effect={effect}
      mayForce={mayForce}
      tabs={[
        { key: "types", title: parts.types, content: <TypeList version={version} draft={draft} /> },
        ...(mayForce ? [{ key: "effect", title: parts.effect, content: effect }] : []),
        { key: "versions", title: content.versions.title, content: versions },
      ]}
    />
  );
}
