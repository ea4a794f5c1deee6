/** Where an address is of another workspace: goes there when one works there, and says so when one does not. */
import { type ReactNode, useEffect, useState } from "react";
import type { Me } from "../../../src/api/contract/session.ts";
import { useWorkspaceChange } from "../api/workspace.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState, ErrorState, Loading } from "../ui/states.tsx";
import { addToast } from "../ui/toast-list.ts";
import { shell } from "../words/shell.ts";
import { askedIn, nameInAddresses, renamed } from "./workspace-address.ts";

const { places } = shell;

/** What the page was opened with; once one is there it is of no use any more, whatever workspace one goes to then. */
export function useAsked() {
  return useState(() => askedIn(location.search));
}

interface ArrivalGateProps {
  me: Me;
  asked: ReturnType<typeof useAsked>;
  children: ReactNode;
}

export function ArrivalGate({ me: { workspace, workspaces }, asked: [asked, setAsked], children }: ArrivalGateProps) {
  const { mutate, error } = useWorkspaceChange();
  const there = asked === null || asked === workspace.name;
  const target = there ? undefined : workspaces.find(({ name }) => name === asked);
  const named = workspaces.length > 1 ? workspace.name : null;
  nameInAddresses(named);
  useEffect(() => {
    if (!there) return;
    setAsked(null);
    // The address that one came with, or that stood there in another workspace, is of this one now.
    const now = renamed(location.href, named);
    if (now !== location.href) history.replaceState(history.state, "", now);
  }, [there, setAsked, named]);
  useEffect(() => {
    if (target !== undefined) mutate(target.id, { onSuccess: () => addToast({ title: places.arrived(target.name) }) });
  }, [target, mutate]);
  if (there) return children;
  if (target !== undefined)
    return error === null ? (
      <Loading what={places.loading(target.name)} />
    ) : (
      <ErrorState error={error} onRetry={() => mutate(target.id)} />
    );
  const stay = () => {
    // What the address names is of the other one.
    history.replaceState(null, "", "/");
    setAsked(null);
  };
  return (
    <main id="main">
      <EmptyState
        title={places.notYours(asked)}
        action={
          <Button look="primary" onClick={stay}>
            {places.stay(workspace.name)}
          </Button>
        }
      >
        {places.notYoursHint}
      </EmptyState>
    </main>
  );
}
