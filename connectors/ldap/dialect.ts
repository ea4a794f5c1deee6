/** What kinds of directories differ in: which entries are people, and how one is disabled. */
import type { Change, Entry, Filter } from "ldapts";
import { activeDirectory } from "./active-directory.ts";
import { attributeSwitch } from "./attribute-switch.ts";
import type { LdapSettings } from "./settings.ts";

export interface Dialect {
  /** Attributes to read of a person besides its names. */
  attributes: string[];
  /** What a person's entry matches, besides one of the naming attributes. */
  isPerson: Filter[];
  /** @throws RefusedError when the entry does not say. */
  isEnabled(entry: Entry): boolean;
  /**
   * The changes that enable or disable an account that is not so yet. Each removes exactly the value that was read: when somebody else
   * changed it in between, the directory refuses all of them instead of losing that change.
   */
  changesTo(entry: Entry, enabled: boolean): Change[];
  password: PasswordRule;
}

/** How a directory asks for a new password at the next sign-in. */
export interface PasswordRule {
  /** Where it is written; among the attributes that are read. */
  attribute: string;
  /** Its value while a new one is asked for. */
  required: string;
  /** Why the directory would not ask, though it is written there; null when it would. @throws RefusedError when the entry does not say. */
  ignored(entry: Entry): string | null;
}

export function dialectOf(settings: LdapSettings): Dialect {
  return settings.dialect === "active-directory" ? activeDirectory : attributeSwitch(settings.disable);
}
