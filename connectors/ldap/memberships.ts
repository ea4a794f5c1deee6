/** Which groups hold an account, and whether a privileged one does, also through other groups. */
import { type Entry, EqualityFilter, ExtensibleFilter, type Filter, OrFilter } from "ldapts";
import { isCordonError, RefusedError } from "../../src/errors.ts";
import { valuesOf } from "./entry-values.ts";
import type { Session } from "./session.ts";
import type { LdapSettings } from "./settings.ts";

/** LDAP_MATCHING_RULE_IN_CHAIN: walks memberships through any number of groups (MS-ADTS, 3.1.1.3.4.4.3). */
const IN_CHAIN = "1.2.840.113556.1.4.1941";
/** Far more groups than one person is in; a directory that answers more is not walked for ever. */
const MOST_GROUPS = 2000;

export interface Memberships {
  privileged: boolean;
  /** DNs of the groups that name the account itself. */
  groups: string[];
}

/** @throws RefusedError `connector.bad-settings` for a privileged group that does not exist: nobody would count as privileged. */
export async function membershipsOf(session: Session, settings: LdapSettings, account: Entry): Promise<Memberships> {
  const privilegedGroups = await readPrivilegedGroups(session, settings);
  return settings.dialect === "active-directory"
    ? membershipsInActiveDirectory(session, account, privilegedGroups)
    : walkMemberships(session, settings, account, privilegedGroups);
}

/** The configured groups as the directory writes them. */
export function readPrivilegedGroups(session: Session, settings: LdapSettings): Promise<Entry[]> {
  return Promise.all(settings.privilegedGroups.map((dn) => readGroup(session, dn)));
}

async function readGroup(session: Session, dn: string): Promise<Entry> {
  const missing = `The privileged group "${dn}" is not in the directory, or may not be read; correct the setting privilegedGroups.`;
  try {
    const [group] = await session.search(dn, { scope: "base", attributes: ["primaryGroupToken"] });
    if (group) return group;
  } catch (error) {
    if (!isCordonError(error) || error.root !== "refused") throw error;
  }
  throw new RefusedError("connector.bad-settings", missing);
}

async function membershipsInActiveDirectory(
  session: Session,
  account: Entry,
  privilegedGroups: Entry[],
): Promise<Memberships> {
  const groups = valuesOf(account, "memberOf");
  if (privilegedGroups.length === 0) return { privileged: false, groups };
  // The primary group is not among memberOf; it is named by the number at the end of its SID.
  const [primary] = valuesOf(account, "primaryGroupID");
  if (privilegedGroups.some((group) => valuesOf(group, "primaryGroupToken").includes(primary ?? "none")))
    return { privileged: true, groups };
  const filters = privilegedGroups.map(
    ({ dn }) => new ExtensibleFilter({ rule: IN_CHAIN, matchType: "memberOf", value: dn }),
  );
  const held = await session.search(account.dn, {
    scope: "base",
    filter: new OrFilter({ filters }),
    attributes: ["objectClass"],
  });
  return { privileged: held.length > 0, groups };
}

/** groupOfNames and groupOfUniqueNames name their members by DN, posixGroup by uid. */
async function walkMemberships(
  session: Session,
  settings: LdapSettings,
  account: Entry,
  privilegedGroups: Entry[],
): Promise<Memberships> {
  const uids = valuesOf(account, "uid").map((value) => new EqualityFilter({ attribute: "memberUid", value }));
  const groups = await groupsHolding(session, settings, [account.dn], uids);
  const seen = new Set(groups);
  for (let next = groups; next.length > 0; ) {
    const above = await groupsHolding(session, settings, next, []);
    next = above.filter((dn) => !seen.has(dn));
    for (const dn of next) seen.add(dn);
    if (seen.size > MOST_GROUPS)
      throw new RefusedError("connector.bad-answer", `${account.dn} is in more than ${MOST_GROUPS} groups.`);
  }
  return { privileged: privilegedGroups.some(({ dn }) => seen.has(dn)), groups };
}

async function groupsHolding(
  session: Session,
  settings: LdapSettings,
  members: string[],
  others: Filter[],
): Promise<string[]> {
  const filters = members.flatMap((value) =>
    ["member", "uniqueMember"].map((attribute) => new EqualityFilter({ attribute, value })),
  );
  const found = await session.search(settings.baseDn, {
    scope: "sub",
    filter: new OrFilter({ filters: [...filters, ...others] }),
    attributes: ["1.1"],
    sizeLimit: MOST_GROUPS + 1,
  });
  return found.map(({ dn }) => dn);
}
