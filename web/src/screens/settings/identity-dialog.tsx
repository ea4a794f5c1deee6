/** Sets the identity provider, which the server asks before anything changes. */
import { useState } from "react";
import type { IdentityProviderView } from "../../../../src/api/contract/identity-provider.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { useMe } from "../../api/session.ts";
import { CheckField, TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { identity as words } from "../../words/settings.ts";
import { grantsOf, linesOf } from "./grant-lines.ts";

export function IdentityDialog({ view: { provider }, onClose }: { view: IdentityProviderView; onClose(): void }) {
  const { data: me } = useMe();
  const [name, setName] = useState(provider?.name ?? "");
  const [issuer, setIssuer] = useState(provider?.issuer ?? "");
  const [clientId, setClientId] = useState(provider?.clientId ?? "");
  const [clientSecret, setClientSecret] = useState("");
  const [rolesClaim, setRolesClaim] = useState(provider?.rolesClaim ?? "groups");
  const [nameClaim, setNameClaim] = useState(provider?.nameClaim ?? "preferred_username");
  const [lines, setLines] = useState(linesOf(provider?.grants ?? [], me?.workspace.name ?? ""));
  const [addPeople, setAddPeople] = useState(provider?.addPeople ?? true);
  const [linkByMail, setLinkByMail] = useState(provider?.linkByMail ?? false);
  const { grants, wrong } = grantsOf(lines);
  const set = useChange({
    send: () =>
      call("PUT", "/v1/identity-provider", {
        ...{ name: name.trim(), issuer: issuer.trim(), clientId: clientId.trim() },
        ...(clientSecret === "" ? {} : { clientSecret }),
        ...(provider === null ? {} : { scopes: provider.scopes }),
        ...{ rolesClaim, nameClaim, grants, addPeople, linkByMail },
      }),
    touches: ["identity-provider"],
    said: () => words.done,
    after: onClose,
  });
  const missing = [name, issuer, clientId].some((text) => text.trim() === "") || grants.length === 0 || wrong !== "";
  return (
    <FormDialog
      title={words.dialog}
      description={words.dialogHint}
      verb={words.verb}
      busy={set.isPending}
      disabled={missing}
      error={set.error}
      onSubmit={() => set.mutate()}
      onClose={onClose}
    >
      <TextField label={words.name} hint={words.nameHint} value={name} onChange={setName} maxLength={60} />
      <TextField label={words.issuer} hint={words.issuerHint} value={issuer} onChange={setIssuer} type="url" />
      <TextField label={words.clientId} hint={words.clientIdHint} value={clientId} onChange={setClientId} />
      <TextField
        label={words.secret}
        hint={provider === null ? words.secretHint : words.secretKept}
        value={clientSecret}
        onChange={setClientSecret}
        type="password"
        autoComplete="off"
        optional={provider !== null}
      />
      <TextField
        label={words.grants}
        hint={words.grantsHint}
        error={wrong === "" ? undefined : wrong}
        value={lines}
        onChange={setLines}
        lines={3}
      />
      <TextField label={words.rolesClaim} value={rolesClaim} onChange={setRolesClaim} />
      <TextField label={words.nameClaim} value={nameClaim} onChange={setNameClaim} />
      <CheckField label={words.addPeople} value={addPeople} onChange={setAddPeople} />
      <CheckField label={words.linkByMail} value={linkByMail} onChange={setLinkByMail} />
    </FormDialog>
  );
}
