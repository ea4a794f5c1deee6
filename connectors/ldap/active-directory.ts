/** Active Directory: an account is disabled by bit 0x2 of userAccountControl (MS-ADTS, 2.2.16), whose other bits are not ours. */
import { Attribute, Change, type Entry, EqualityFilter } from "ldapts";
import { RefusedError } from "../../src/errors.ts";
import type { Dialect } from "./dialect.ts";
import { valuesOf } from "./entry-values.ts";

const ATTRIBUTE = "userAccountControl";
/** ADS_UF_ACCOUNT_DISABLE */
const DISABLED = 0x2;
/** ADS_UF_DONT_EXPIRE_PASSWD, ADS_UF_SMARTCARD_REQUIRED */
const [NEVER_EXPIRES, SMARTCARD] = [0x10000, 0x40000];

export const activeDirectory: Dialect = {
  attributes: [ATTRIBUTE, "pwdLastSet", "memberOf", "primaryGroupID"],
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
  // MS-ADTS, 3.1.1.8.9: with 0 a password counts as expired, unless it never expires.
  password: {
    attribute: "pwdLastSet",
    required: "0",
    ignored(entry) {
      const control = accountControl(entry);
      if ((control & SMARTCARD) !== 0) return "it signs in with a smart card";
      return (control & NEVER_EXPIRES) === 0 ? null : "its password is set to never expire";
    },
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
