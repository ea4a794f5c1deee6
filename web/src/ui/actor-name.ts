/** Who did something, as people say it: `playbook:lost-device@3` is the third version of a playbook. */
import { ui } from "../words/ui.ts";

const PLAYBOOK = /^playbook:(.+?)(?:@(\d+))?$/;

export function actorName(actor: string): string {
  if (actor === "system") return ui.actors.system;
  const [, playbook, version] = PLAYBOOK.exec(actor) ?? [];
  if (playbook !== undefined) return ui.actors.playbook(playbook, version);
  if (actor.startsWith("person:")) return actor.slice("person:".length);
  return actor.startsWith("token:") ? ui.actors.token(actor.slice("token:".length)) : actor;
}
