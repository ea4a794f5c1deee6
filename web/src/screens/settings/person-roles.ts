/** The roles that people have; the others are for programs alone. */
import type { PersonRole } from "../../../../src/model/person.ts";
import type { Role } from "../../../../src/model/token.ts";
import { roles as roleWords, valuesOf } from "../../words/scales.ts";

const PROGRAMS: readonly Role[] = ["ingest", "mcp"];
export const ALL_ROLES = valuesOf(roleWords);
export const PERSON_ROLES = ALL_ROLES.filter((role): role is PersonRole => !PROGRAMS.includes(role));
