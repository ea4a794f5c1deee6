/** Signs in, reads the base, and asks the directory what this account may write, where it can be asked. */
import { AndFilter, EqualityFilter, NotFilter, PresenceFilter } from "ldapts";
import { valuesOf } from "./entry-values.ts";
import { readPrivilegedGroups } from "./memberships.ts";
import { type LdapContext, type Session, withDirectory } from "./session.ts";
import type { LdapSettings } from "./settings.ts";

interface Health {
  ok: boolean;
  message: string;
  may: string[];
  mayNot: string[];
}

const READ = ["identity.get-user"];
const WRITE = ["identity.suspend-user", "identity.restore-user"];
const PASSWORD = ["identity.require-password-change"];

export function checkHealth(context: LdapContext): Promise<Health> {
  const { settings } = context;
  return withDirectory(context, async (session) => {
    const [base] = await session.search(settings.baseDn, { scope: "base", attributes: ["objectClass"] });
    if (!base)
      return {
        ok: false,
        message: `Signed in; the base ${settings.baseDn} may not be read.`,
        may: [],
        mayNot: READ.concat(WRITE, PASSWORD),
      };
    await readPrivilegedGroups(session, settings);
    return settings.dialect === "active-directory"
      ? rightsInActiveDirectory(session, settings)
      : knowledgeOfAttribute(session, settings);
  });
}

/** allowedAttributesEffective (MS-ADTS, 3.1.1.4.5.20) names what the asking account may write on an entry; asked of an ordinary person. */
async function rightsInActiveDirectory(session: Session, settings: LdapSettings): Promise<Health> {
  const isOrdinaryPerson = new AndFilter({
    filters: [
      new EqualityFilter({ attribute: "objectCategory", value: "person" }),
      new EqualityFilter({ attribute: "objectClass", value: "user" }),
      // Protected accounts have rights of their own, which say nothing about the others.
      new NotFilter({ filter: new EqualityFilter({ attribute: "adminCount", value: "1" }) }),
      new NotFilter({ filter: new EqualityFilter({ attribute: "isCriticalSystemObject", value: "TRUE" }) }),
    ],
  });
  const [sample] = await session.search(settings.baseDn, {
    scope: "sub",
    filter: isOrdinaryPerson,
    attributes: ["allowedAttributesEffective"],
    sizeLimit: 1,
  });
  if (!sample) return { ok: true, message: "Signed in; found no person to ask about.", may: READ, mayNot: [] };
  const writable = valuesOf(sample, "allowedAttributesEffective").map((name) => name.toLowerCase());
  const mayWrite = writable.includes("useraccountcontrol");
  // A right of its own, which a connection can do without.
  const mayAsk = writable.includes("pwdlastset");
  return {
    ok: mayWrite,
    message: mayWrite
      ? `Signed in; may write userAccountControl, asked of ${sample.dn}.`
      : `Signed in; may not write userAccountControl of ${sample.dn}: delegate "Write userAccountControl" on people to ${settings.bindDn}.`,
    may: [...READ, ...(mayWrite ? WRITE : []), ...(mayAsk ? PASSWORD : [])],
    mayNot: [...(mayWrite ? [] : WRITE), ...(mayAsk ? [] : PASSWORD)],
  };
}

/** RFC 4512, 4.2: the schema names the attributes a server knows. LDAP itself has no question for what one may write. */
async function knowledgeOfAttribute(session: Session, { disable, bindDn }: LdapSettings): Promise<Health> {
  const [root] = await session.search("", {
    scope: "base",
    filter: new PresenceFilter({ attribute: "objectClass" }),
    attributes: ["subschemaSubentry"],
  });
  const [schemaDn] = root ? valuesOf(root, "subschemaSubentry") : [];
  const [schema] =
    schemaDn === undefined ? [] : await session.search(schemaDn, { scope: "base", attributes: ["attributeTypes"] });
  const known = schema ? valuesOf(schema, "attributeTypes") : [];
  const unsure = `whether ${bindDn} may write it, and whether it keeps people out, the directory does not say: try it on a test account`;
  if (known.length === 0)
    return { ok: true, message: `Signed in; the schema may not be read, and ${unsure}.`, may: READ, mayNot: [] };
  const isKnown = known.some((definition) => namesIn(definition).includes(disable.attribute.toLowerCase()));
  return isKnown
    ? { ok: true, message: `Signed in; ${disable.attribute} is known here; ${unsure}.`, may: READ, mayNot: [] }
    : {
        ok: false,
        message: `Signed in; the directory knows no attribute ${disable.attribute}: load the password policy overlay, or choose another in the setting disable.`,
        may: READ,
        mayNot: WRITE,
      };
}

/** The names in an attribute type description (RFC 4512, 4.1.2): `NAME 'a'` or `NAME ( 'a' 'b' )`. */
function namesIn(definition: string): string[] {
  const [, names] = /\sNAME\s+(\([^)]*\)|'[^']*')/.exec(definition) ?? [];
  return [...(names ?? "").matchAll(/'([^']*)'/g)].map(([, name]) => (name ?? "").toLowerCase());
}
