/** Lets those in who are signed in, and asks the others who they are. */

import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { askForProofBy } from "../api/fresh-proof.ts";
import { ApiError } from "../api/problem.ts";
import { useMe } from "../api/session.ts";
import { whenSignedOut } from "../api/signed-out.ts";
import { onceMore } from "../ui/once-more.ts";
import { ErrorState } from "../ui/states.tsx";
import { ArrivalGate, useAsked } from "./arrival-gate.tsx";
import { OtherWindow } from "./other-window.tsx";

const SignIn = lazy(onceMore(() => import("../screens/sign-in/sign-in-screen.tsx")));
const Invitation = lazy(onceMore(() => import("../screens/sign-in/invitation-screen.tsx")));
const Enrol = lazy(onceMore(() => import("../screens/account/enrol-screen.tsx")));
const ProofDialog = lazy(onceMore(() => import("./proof-dialog.tsx")));

export function Gate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useMe();
  const client = useQueryClient();
  const asked = useAsked();
  const [thrownOut, setThrownOut] = useState(false);
  useEffect(
    () =>
      whenSignedOut((left) => {
        // Once: the question who is there is itself answered that nobody is.
        if (client.getQueryData(["me"]) === undefined) return;
        setThrownOut(!left);
        void client.resetQueries({ queryKey: ["me"] });
      }),
    [client],
  );
  // An invitation is for whoever has it, whoever is signed in here.
  if (location.pathname === "/invitation")
    return (
      <Suspense>
        <Invitation />
      </Suspense>
    );
  if (error instanceof ApiError && error.status === 401)
    return (
      <Suspense>
        <SignIn over={thrownOut} />
      </Suspense>
    );
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  return (
    <Suspense>
      {data.mustEnrol ? <Enrol /> : <ArrivalGate {...{ me: data, asked }}>{children}</ArrivalGate>}
      <OtherWindow key={data.workspace.id} />
      <Proof />
    </Suspense>
  );
}

/** Where a request needs a fresh proof: over whatever is open. */
function Proof() {
  const [asked, setAsked] = useState<{ at: string | null; answer(proved: boolean): void } | null>(null);
  useEffect(() => askForProofBy((at) => new Promise<boolean>((answer) => setAsked({ at, answer }))), []);
  if (asked === null) return null;
  return (
    <Suspense>
      <ProofDialog
        at={asked.at}
        onAnswer={(proved) => {
          asked.answer(proved);
          setAsked(null);
        }}
      />
    </Suspense>
  );
}
