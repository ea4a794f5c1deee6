/** The link by which somebody chooses their password. */
import type { Invitation } from "../../../../src/api/contract/person.ts";
import { Time } from "../../ui/time.tsx";
import { people as words } from "../../words/settings.ts";
import { ShownOnce } from "./shown-once.tsx";

export function InvitationLink({ invitation, onClose }: { invitation: Invitation; onClose(): void }) {
  const { person, link, expiresAt } = invitation;
  return (
    <ShownOnce
      title={words.linkTitle(person)}
      hint={words.linkHint}
      label={words.linkLabel}
      text={link}
      verb={words.linkGiven}
      onClose={onClose}
    >
      <p className="pt-2 text-muted">
        {words.linkEnds} <Time at={expiresAt} />
      </p>
    </ShownOnce>
  );
}
