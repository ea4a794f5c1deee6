/** Whether somebody may come in. */
import type { Person } from "../../../../src/model/person.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { people as words } from "../../words/settings.ts";

const TONES: Readonly<Record<Person["status"], Tone>> = { active: "good", invited: "info", disabled: "quiet" };

export function PersonStatus({ status }: Pick<Person, "status">) {
  return <Badge tone={TONES[status]}>{words.status[status]}</Badge>;
}
