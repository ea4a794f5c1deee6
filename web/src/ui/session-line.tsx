/** A browser that somebody is signed in with. What it calls itself is its own word, and shown as text. */
import { Monitor } from "lucide-react";
import type { Session } from "../../../src/model/person.ts";
import { account } from "../words/account.ts";
import { agentName } from "./agent-name.ts";
import { Badge } from "./badge.tsx";
import { Button } from "./button.tsx";
import { Defanged } from "./defanged.tsx";
import { Time } from "./time.tsx";

const words = account.sessions;

export interface SessionLineProps {
  session: Session;
  /** The one this page is shown in; it is ended by signing out. */
  current?: boolean;
  onEnd(): void;
}

export function SessionLine({ session, current = false, onEnd }: SessionLineProps) {
  const { agent, address, lastSeenAt } = session;
  const named = agentName(agent);
  return (
    <li className="flex min-h-9 items-center gap-2">
      <Monitor className="size-4 shrink-0 text-muted" aria-hidden />
      <span className="min-w-0 truncate font-medium" title={agent}>
        {named === "" ? <Defanged text={agent.slice(0, 60) || words.unknownAgent} /> : named}
      </span>
      <span className="min-w-0 flex-1 truncate text-muted">
        {words.from(address)} · {words.seen} <Time at={lastSeenAt} />
      </span>
      {current ? (
        <Badge tone="good">{words.this}</Badge>
      ) : (
        <Button look="quiet" aria-label={words.endLabel(named || words.unknownAgent)} onClick={onEnd}>
          {words.end}
        </Button>
      )}
    </li>
  );
}
