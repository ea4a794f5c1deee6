/** The picture of a playbook, fetched when it is first looked at. */

import { lazy, Suspense } from "react";
import { flow as words } from "../words/flow.ts";
import type { FlowPictureProps } from "./flow-picture.tsx";
import { onceMore } from "./once-more.ts";
import { Loading } from "./states.tsx";

const Picture = lazy(onceMore(() => import("./flow-picture.tsx")));

export function Flow(props: FlowPictureProps) {
  return (
    <Suspense fallback={<Loading what={words.loading} />}>
      <Picture {...props} />
    </Suspense>
  );
}
