/** An editor for YAML, fetched when something is first edited. */

import { lazy, Suspense } from "react";
import { editor as words } from "../words/playbooks.ts";
import { onceMore } from "./once-more.ts";
import { Loading } from "./states.tsx";
import type { YamlEditorProps } from "./yaml-editor.tsx";

const Editor = lazy(onceMore(() => import("./yaml-editor.tsx")));

export function Yaml(props: YamlEditorProps) {
  return (
    <Suspense fallback={<Loading what={words.loading} lines={14} />}>
      <Editor {...props} />
    </Suspense>
  );
}
