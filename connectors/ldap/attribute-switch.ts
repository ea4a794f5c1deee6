/** Directories where one value of one attribute disables an account: OpenLDAP's password policies, 389 Directory Server, a login shell. */
import { Attribute, Change, type Entry } from "ldapts";
import { RefusedError } from "../../src/errors.ts";
import type { Dialect, PasswordRule } from "./dialect.ts";
import { valuesOf } from "./entry-values.ts";
import type { LdapSettings } from "./settings.ts";

/** The password policy overlay's (draft-behera-ldap-password-policy, 5.3.8); heeded where the policy has pwdMustChange TRUE. */
const PASSWORD: PasswordRule = { attribute: "pwdReset", required: "TRUE", ignored: () => null };

/** The switch that the settings describe. */
export function attributeSwitch({ attribute, value, enabledValue }: LdapSettings["disable"]): Dialect {
  const change = (operation: "add" | "delete", values: string[]) =>
    new Change({ operation, modification: new Attribute({ type: attribute, values }) });
  const disabling = (entry: Entry) => valuesOf(entry, attribute).filter((one) => isSame(one, value));
  return {
    attributes: [attribute, PASSWORD.attribute],
    isPerson: [],
    isEnabled: (entry) => disabling(entry).length === 0,
    changesTo(entry, enabled) {
      const before = enabled ? disabling(entry) : valuesOf(entry, attribute);
      if (!enabled) refuseToLose(entry, before);
      const after = enabled ? enabledValue : value;
      return [
        ...(before.length === 0 ? [] : [change("delete", before)]),
        ...(after === undefined ? [] : [change("add", [after])]),
      ];
    },
    password: PASSWORD,
  };

  /** Restoring writes `enabledValue`, so any other value would be gone for good. */
  function refuseToLose(entry: Entry, values: string[]): void {
    const other = values.find((one) => enabledValue !== undefined && !isSame(one, enabledValue));
    if (other === undefined) return;
    throw new RefusedError(
      "connector.rejected",
      `${attribute} of ${entry.dn} is "${other.slice(0, 100)}", and restoring would make it "${enabledValue}"; choose an attribute that enabled accounts do not need.`,
    );
  }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
