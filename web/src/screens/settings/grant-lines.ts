/** What groups give, as lines that are typed: `group = role, role`, or `group = workspace: role`. */
import type { PersonRole } from "../../../../src/model/person.ts";
import { roles as roleWords } from "../../words/scales.ts";
import { identity as words } from "../../words/settings.ts";
import { PERSON_ROLES } from "./person-roles.ts";

export interface GrantLine {
  value: string;
  workspace?: string;
  roles: PersonRole[];
}

/** The lines, and which of them cannot be read, in words; empty when all can. */
export function grantsOf(text: string): { grants: GrantLine[]; wrong: string } {
  const grants: GrantLine[] = [];
  for (const [place, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    // A group's name may hold any sign: what it gives is behind the last `=`.
    const [, value = "", workspace, given = ""] = /^(.+)=(?:([^:=]+):)?([^:=]*)$/.exec(line) ?? [];
    const roles = given.split(",").map((role) => role.trim().toLowerCase());
    if (value.trim() === "" || !roles.every(isRole))
      return { grants, wrong: words.grantsWrong(place + 1, PERSON_ROLES.map((role) => roleWords[role]).join(", ")) };
    const there = workspace === undefined ? {} : { workspace: workspace.trim() };
    grants.push({ value: value.trim(), ...there, roles: roles.filter(isRole) });
  }
  return { grants, wrong: "" };
}

function isRole(text: string): text is PersonRole {
  return (PERSON_ROLES as readonly string[]).includes(text);
}

/** As {@link grantsOf} reads them back; the workspace one is in is not named. */
export function linesOf(grants: readonly GrantLine[], here: string): string {
  return grants
    .map(({ value, workspace, roles }) => {
      const there = workspace === undefined || workspace === here ? "" : `${workspace}: `;
      return `${value} = ${there}${roles.join(", ")}`;
    })
    .join("\n");
}
