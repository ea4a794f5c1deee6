/** Who answers for a containment: `playbook:lost-device` as people say it. */
import { containment as words } from "../../words/containment.ts";

export function playbookOf(owner: string): string | null {
  return owner.startsWith("playbook:") ? owner.slice("playbook:".length) : null;
}

export function ownerName(owner: string, titled = (name: string) => name): string {
  const playbook = playbookOf(owner);
  return playbook === null ? owner : words.byPlaybook(titled(playbook));
}
