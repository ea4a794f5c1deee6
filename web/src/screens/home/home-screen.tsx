/** Where one arrives: the queue, and as long as nothing was ever connected the first steps. */
import { lazy, Suspense } from "react";
import { Loading } from "../../ui/states.tsx";
import { shell } from "../../words/shell.ts";
import { isEmpty } from "../first-steps/steps.ts";
import { useBeginnings } from "../first-steps/use-found.ts";
import Queue from "../queue/queue-screen.tsx";

const FirstSteps = lazy(() => import("../first-steps/first-steps-screen.tsx"));

export default function HomeScreen() {
  const { data } = useBeginnings();
  // The queue is not held up by the question.
  if (data === undefined || !isEmpty(data)) return <Queue />;
  return (
    <Suspense fallback={<Loading what={shell.loadingScreen} />}>
      <FirstSteps />
    </Suspense>
  );
}
