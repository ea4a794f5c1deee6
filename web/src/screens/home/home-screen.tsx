/** Where one arrives: the queue, and as long as nothing was ever connected the first steps. */
import { Navigate } from "@tanstack/react-router";
import { isEmpty } from "../first-steps/steps.ts";
import { useBeginnings } from "../first-steps/use-found.ts";
import Queue from "../queue/queue-screen.tsx";

export default function HomeScreen() {
  const { data } = useBeginnings();
  // At an address of their own, where they stay and tick when the first thing comes. The queue is not held up by the question.
  if (data !== undefined && isEmpty(data)) return <Navigate to={"/first-steps" as "/"} replace />;
  return <Queue />;
}
