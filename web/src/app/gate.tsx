/** Lets those in who are signed in, and asks the others who they are. */
import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { ApiError } from "../api/problem.ts";
import { useMe } from "../api/session.ts";
import { whenSignedOut } from "../api/signed-out.ts";
import { ErrorState } from "../ui/states.tsx";

const SignIn = lazy(() => import("../screens/sign-in/sign-in-screen.tsx"));

export function Gate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useMe();
  const client = useQueryClient();
  useEffect(
    () =>
      whenSignedOut(() => {
        // Once: the question who is there is itself answered that nobody is.
        if (client.getQueryData(["me"]) !== undefined) void client.resetQueries({ queryKey: ["me"] });
      }),
    [client],
  );
  if (error instanceof ApiError && error.status === 401)
    return (
      <Suspense>
        <SignIn />
      </Suspense>
    );
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return data === undefined ? null : children;
}
