/** Who did something, as people say it, with playbooks by their titles. */
import { usePlaybookTitle } from "../api/playbook-titles.ts";
import { actorName } from "./actor-name.ts";

export function useActorName(): (actor: string) => string {
  const title = usePlaybookTitle();
  return (actor) => actorName(actor, title);
}
