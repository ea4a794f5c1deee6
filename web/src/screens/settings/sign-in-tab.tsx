/** How people come in, in every workspace: whose roles need a second factor, and by which identity provider. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SignInPolicy } from "../../../../src/api/contract/second-factor.ts";
import type { Role } from "../../../../src/model/token.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { settings, signInPolicy as words } from "../../words/settings.ts";
import { IdentitySection } from "./identity-section.tsx";
import { RoleChecks } from "./role-checks.tsx";

export function SignInTab() {
  const { data, error, refetch } = useQuery({
    queryKey: ["sign-in-policy"],
    queryFn: ({ signal }) => read<SignInPolicy>("/v1/sign-in-policy", {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={settings.loading} lines={4} />;
  return (
    <>
      <PolicyForm key={data.secondFactorFor.join()} now={data.secondFactorFor} />
      <IdentitySection />
    </>
  );
}

function PolicyForm({ now }: { now: readonly Role[] }) {
  const { data: me } = useMe();
  const [roles, setRoles] = useState<Role[]>([...now]);
  const put = (secondFactorFor: readonly Role[]) => call("PUT", "/v1/sign-in-policy", { secondFactorFor });
  const save = useChange({
    send: () => put(roles),
    touches: ["sign-in-policy", "me"],
    said: () => words.saved,
    undo: () => put(now),
  });
  const same = roles.toSorted().join() === now.toSorted().join();
  return (
    <Section title={words.title}>
      <div className="max-w-2xl">
        <p className="text-muted">{words.hint}</p>
        <RoleChecks roles={roles} onChange={setRoles} />
        {roles.length === 0 && <p className="py-1 text-warn">{words.nobody}</p>}
        <Wrong error={save.error} />
        {can(me, "putSignInPolicy") && (
          <Button look="primary" busy={save.isPending} disabled={same} onClick={() => save.mutate()}>
            {words.save}
          </Button>
        )}
      </div>
    </Section>
  );
}
