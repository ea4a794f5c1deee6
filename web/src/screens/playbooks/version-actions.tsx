/** What can be done with one version as it stands, by whoever may. */
import { useState } from "react";
import type { StandingVersion } from "../../../../src/api/contract/version.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { versions as words } from "../../words/playbooks.ts";
import { ChangesDialog } from "./changes-dialog.tsx";
import { JudgeDialog } from "./judge-dialog.tsx";
import { isOwn } from "./own-version.ts";
import { PromoteDialog } from "./promote-dialog.tsx";
import { RetireDialog } from "./retire-dialog.tsx";

type Asked = "changes" | "approve" | "reject" | "promote" | "retire";

interface VersionActionsProps {
  name: string;
  version: StandingVersion;
  versions: readonly StandingVersion[];
}

export function VersionActions({ name, version, versions }: VersionActionsProps) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const { status, number } = version;
  const own = isOwn(version, me?.person);
  const judged = status === "draft" && !own && can(me, "postPlaybooksNameVersionsNumberApprove");
  const promoted = status !== "in-force" && status !== "rejected" && can(me, "postPlaybooksNamePromote");
  const retired = status !== "retired" && can(me, "postPlaybooksNameRetire");
  const inForce = versions.some((one) => one.status === "in-force");
  return (
    <>
      <Button onClick={() => setAsked("changes")}>{words.compare}</Button>
      {status === "draft" && own && <span className="self-center text-xs text-muted">{words.own}</span>}
      {judged && <Button onClick={() => setAsked("reject")}>{words.reject}</Button>}
      {judged && (
        <Button look="primary" onClick={() => setAsked("approve")}>
          {words.approve}
        </Button>
      )}
      {promoted && <Button onClick={() => setAsked("promote")}>{words.promote}</Button>}
      {retired && (
        <Button onClick={() => setAsked("retire")}>{status === "in-force" ? words.retire : words.withdraw}</Button>
      )}
      {asked === "changes" && <ChangesDialog name={name} to={number} onClose={close} />}
      {(asked === "approve" || asked === "reject") && (
        <JudgeDialog name={name} number={number} verdict={asked} onClose={close} />
      )}
      {asked === "promote" && <PromoteDialog name={name} number={number} beside={inForce} onClose={close} />}
      {asked === "retire" && <RetireDialog name={name} number={number} onClose={close} />}
    </>
  );
}
