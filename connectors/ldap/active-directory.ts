/** Active Directory: an account is disabled by bit 0x2 of userAccountControl (MS-ADTS, 2.2.16), whose other bits are not ours. */
import { Attribute, Change, type Entry, EqualityFilter } from "ldapts";
import { RefusedError } from "../../src/errors.ts";
import type { Dialect } from "./dialect.ts";
import { valuesOf } from "./entry-values.ts";

const ATTRIBUTE = "userAccountControl";
/** ADS_UF_ACCOUNT_DISABLE */
const DISABLED = 0x2;

export const activeDirectory: Dialect = {
  attributes: [ATTRIBUTE, "memberOf", "primaryGroupID"],
  // Computers are of class user too; their category is computer.
  isPerson: [
    new EqualityFilter({ attribute: "objectCategory", value: "person" }),
    new EqualityFilter({ attribute: "objectClass", value: "user" }),
  ],
  isEnabled: (entry) => (accountControl(entry) & DISABLED) === 0,
  changesTo(entry, enabled) {
    const before = accountControl(entry);
    const after = enabled ? before & ~DISABLED : before | DISABLED;
    return [change("delete", before), change("add", after)];
  },
};

function change(operation: "add" | "delete", value: number): Change {
  return new Change({ operation, modification: new Attribute({ type: ATTRIBUTE, values: [String(value)] }) });
}

/** A signed 32-bit number, as JavaScript's own bit operations have it. */
function accountControl(entry: Entry): number {
  const [text] = valuesOf(entry, ATTRIBUTE);
  if (text !== undefined && /^-?\d{1,10}$/.test(text)) return Number(text);
  throw new RefusedError(
    "connector.bad-answer",
    `The directory shows no ${ATTRIBUTE} of ${entry.dn}; the connection's account needs the right to read it.`,
  );
}
