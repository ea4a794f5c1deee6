/** Comes in by a passkey, which is both factors at once. */
import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { provePasskey } from "../../api/passkey.ts";
import { Button } from "../../ui/button.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { useSubmit } from "./door-form.tsx";

export function PasskeyButton({ children }: { children: ReactNode }) {
  const { busy, error, submit } = useSubmit(() => provePasskey("/v1/sign-in/passkey"));
  return (
    <>
      <Button
        busy={busy}
        onClick={() => void submit()}
        icon={<KeyRound className="size-3.5" aria-hidden />}
        className="mt-2 h-8 w-full"
      >
        {children}
      </Button>
      <Wrong error={error} />
    </>
  );
}
