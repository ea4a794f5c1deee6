/** Who did something, as people say it: `playbook:lost-device@3` is the third version of a playbook. */
import { ui } from "../words/ui.ts";

const PLAYBOOK = /^playbook:(.+?)(?:@(\d+))?$/;
const KINDS: Readonly<Record<string, (name: string) => string>> = {
  person: (name) => name,
  token: ui.actors.token,
  mcp: ui.actors.mcp,
  triage: ui.actors.triage,
};

export function actorName(actor: string, titled = (playbook: string) => playbook): string {
  if (actor === "system") return ui.actors.system;
  const [, playbook, version] = PLAYBOOK.exec(actor) ?? [];
  if (playbook !== undefined) return ui.actors.playbook(titled(playbook), version);
  const colon = actor.indexOf(":");
  return KINDS[actor.slice(0, Math.max(0, colon))]?.(actor.slice(colon + 1)) ?? actor;
}
