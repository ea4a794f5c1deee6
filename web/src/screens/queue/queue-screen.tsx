/** What waits for people: incidents, to be found, sorted out and taken. */
import { Page } from "../../ui/page.tsx";
import { Loading } from "../../ui/states.tsx";
import { queue } from "../../words/queue.ts";

export default function QueueScreen() {
  return (
    <Page title={queue.title}>
      <Loading what={queue.rows} />
    </Page>
  );
}
