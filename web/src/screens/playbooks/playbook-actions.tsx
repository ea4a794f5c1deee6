/** What can be done with a playbook as a whole: look at its runs, go back to the version before, write the next one. */
import { useNavigate } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import type { StandingVersion } from "../../../../src/api/contract/version.ts";
import { can, useMe } from "../../api/session.ts";
import { useKeys } from "../../app/keys.ts";
import { Kbd } from "../../ui/kbd.tsx";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { playbook as words } from "../../words/playbooks.ts";
import { RollbackButton } from "./rollback-button.tsx";

interface PlaybookActionsProps {
  name: string;
  versions: readonly StandingVersion[];
  /** The one that is shown, with which the next one begins. */
  standing: StandingVersion | undefined;
}

export function PlaybookActions({ name, versions, standing }: PlaybookActionsProps) {
  const { data: me } = useMe();
  const navigate = useNavigate();
  const to = `/playbooks/${name}/edit`;
  const search = can(me, "postPlaybooksSubmit") && standing !== undefined && { version: String(standing.number) };
  const edit = () => void navigate({ to: to as "/", search: search as never });
  useKeys(words.keys.title, search ? [{ keys: "e", words: words.edit, run: edit }] : []);
  return (
    <>
      <ScreenLink to="/runs" search={{ playbook: name }} button className="max-md:hidden">
        {words.runs}
      </ScreenLink>
      <RollbackButton name={name} versions={versions} />
      {search && (
        <ScreenLink to={to} search={search} button>
          <Pencil className="size-3.5" aria-hidden />
          {words.edit}
          <Kbd keys="e" />
        </ScreenLink>
      )}
    </>
  );
}
