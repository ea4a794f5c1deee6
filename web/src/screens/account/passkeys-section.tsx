/** One's passkeys: which there are, one more, one less. */
import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { OwnSecondFactors } from "../../../../src/api/contract/second-factor.ts";
import { usePasskeysHere } from "../../api/passkey.ts";
import { RemoveDialog } from "../../app/remove-dialog.tsx";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { Time } from "../../ui/time.tsx";
import { account } from "../../words/account.ts";
import type { AfterChange } from "./after-change.ts";
import { PasskeyDialog } from "./passkey-dialog.tsx";

const words = account.passkeys;
type Passkey = OwnSecondFactors["passkeys"][number];

export function PasskeysSection({ passkeys, onChanged }: { passkeys: readonly Passkey[]; onChanged: AfterChange }) {
  const [adding, setAdding] = useState(false);
  const here = usePasskeysHere();
  const add = here && <Button onClick={() => setAdding(true)}>{words.add}</Button>;
  return (
    <Section title={words.title} actions={add}>
      <p className="text-muted">{words.hint}</p>
      {passkeys.length === 0 && <p className="mt-2 text-muted">{here ? words.none : words.unknown}</p>}
      <ul className="mt-1">
        {passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} onChanged={onChanged} />
        ))}
      </ul>
      {adding && (
        <PasskeyDialog
          onClose={() => setAdding(false)}
          onDone={(made) => {
            setAdding(false);
            onChanged(made);
          }}
        />
      )}
    </Section>
  );
}

function PasskeyRow({
  passkey: { id, name, createdAt, lastUsedAt },
  onChanged,
}: {
  passkey: Passkey;
  onChanged: AfterChange;
}) {
  const [asked, setAsked] = useState(false);
  return (
    <li className="flex min-h-9 items-center gap-2">
      <KeyRound className="size-4 shrink-0 text-muted" aria-hidden />
      <span className="min-w-0 truncate font-medium">{name}</span>
      <span className="min-w-0 flex-1 truncate text-muted">
        {words.added} <Time at={createdAt} /> ·{" "}
        {lastUsedAt === null ? words.never : <Time at={lastUsedAt} prefix={`${words.used} `} />}
      </span>
      <Button look="quiet" aria-label={words.removeLabel(name)} onClick={() => setAsked(true)}>
        {account.remove}
      </Button>
      {asked && (
        <RemoveDialog
          path={`/v1/me/passkeys/${encodeURIComponent(id)}`}
          title={words.removeTitle(name)}
          does={words.removeHint}
          reversal={words.removeBack}
          verb={account.remove}
          touches={[]}
          done={words.removed(name)}
          onRemoved={onChanged}
          onClose={() => setAsked(false)}
        />
      )}
    </li>
  );
}
