/** Who are you? By name and password, by passkey, by whoever else may say it, and for the very first admin by the secret of the first start. */
import { useQuery } from "@tanstack/react-query";
import type { SignInOffer } from "../../../../src/api/contract/session.ts";
import { read } from "../../api/client.ts";
import { knowsPasskeys } from "../../api/passkey.ts";
import { ErrorState } from "../../ui/states.tsx";
import { signIn as words } from "../../words/sign-in.ts";
import { Door } from "./door-form.tsx";
import { FirstAdminForm } from "./first-admin-form.tsx";
import { PasskeyButton } from "./passkey-button.tsx";
import { PasswordForm } from "./password-form.tsx";

/** The page that was asked for is where one ends. */
function comingBack(url: string): string {
  return `${url}?${new URLSearchParams({ to: location.pathname + location.search })}`;
}

/** `over`: somebody was signed in here, and is not any more. */
export default function SignInScreen({ over }: { over: boolean }) {
  const {
    data: ways,
    error,
    refetch,
  } = useQuery({
    queryKey: ["sign-in"],
    queryFn: () => read<SignInOffer>("/v1/sign-in"),
    retry: false,
  });
  const methods = ways?.methods ?? [];
  const passkeys = knowsPasskeys() && methods.some(({ kind }) => kind === "passkey");
  const others = methods.filter((method) => method.kind === "oidc");
  return (
    <Door>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {ways?.firstAdmin === true && <FirstAdminForm />}
      {ways?.firstAdmin === false && (
        <PasswordForm hint={over ? words.over : undefined}>
          {(passkeys || others.length > 0) && <p className="pt-3 pb-1 text-center text-xs text-muted">{words.or}</p>}
          {passkeys && <PasskeyButton>{words.passkey}</PasskeyButton>}
          {others.map(({ name, url }) => (
            <a
              key={url}
              href={comingBack(url)}
              className="mt-2 flex h-8 items-center justify-center rounded-md border border-line hover:bg-hover"
            >
              {words.with(name)}
            </a>
          ))}
        </PasswordForm>
      )}
    </Door>
  );
}
