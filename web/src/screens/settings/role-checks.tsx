/** Which roles somebody, or something, has. */
import type { Role } from "../../../../src/model/token.ts";
import { CheckField } from "../../ui/field.tsx";
import { roles as roleWords } from "../../words/scales.ts";
import { settings as words } from "../../words/settings.ts";
import { ALL_ROLES, PERSON_ROLES } from "./person-roles.ts";

interface RoleChecksProps {
  roles: readonly Role[];
  onChange(roles: Role[]): void;
  /** Those of programs too. */
  programs?: boolean;
}

export function RoleChecks({ roles, onChange, programs = false }: RoleChecksProps) {
  return (
    <fieldset className="py-1.5">
      <legend className="text-sm font-medium">{words.roles}</legend>
      {(programs ? ALL_ROLES : PERSON_ROLES).map((role) => (
        <CheckField
          key={role}
          label={roleWords[role]}
          hint={words.roleHints[role]}
          value={roles.includes(role)}
          onChange={(on) => onChange(on ? [...roles, role] : roles.filter((one) => one !== role))}
        />
      ))}
    </fieldset>
  );
}
