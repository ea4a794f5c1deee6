import { z } from "zod";
import { caPemField, rejectUnauthorizedField } from "../../src/connector/setting-fields.ts";

const Dn = z.string().min(1).max(1000);
/** RFC 4512, 1.4: a descriptor. Nothing else is put into a request as an attribute's name. */
const AttributeName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, "expected the name of an attribute");

const Tls = z.strictObject({
  caPem: caPemField,
  startTls: z
    .boolean()
    .default(true)
    .describe("Encrypt an ldap:// connection before anything is said; off sends the password in the clear"),
  rejectUnauthorized: rejectUnauthorizedField,
});

const Disable = z.strictObject({
  attribute: AttributeName.default("pwdAccountLockedTime").describe(
    "Attribute that disables an account, for example nsAccountLock",
  ),
  value: z.string().min(1).max(1000).default("000001010000Z").describe("Its value while the account is disabled"),
  enabledValue: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .describe("Its value while the account is enabled; without one the attribute is removed"),
});

export const ldapSettings = z.strictObject({
  url: z
    .url({ protocol: /^ldaps?$/, error: "expected an ldaps:// or ldap:// URL" })
    .max(500)
    .refine(isServerOnly, "expected only scheme, host and port")
    .meta({ title: "URL" })
    .describe("The directory server, for example ldaps://dc1.example.com"),
  bindDn: Dn.meta({ title: "Account" }).describe(
    "Whom to sign in as: a DN; on Active Directory also user@domain or DOMAIN\\user",
  ),
  baseDn: Dn.meta({ title: "Base DN" }).describe("Where people and groups are looked for, with everything below it"),
  dialect: z
    .enum(["active-directory", "openldap"])
    .meta({ title: "Kind of directory" })
    .describe("active-directory switches a bit of userAccountControl; openldap writes the attribute named below"),
  userFilterAttributes: z
    .array(AttributeName)
    .min(1)
    .max(10)
    .optional()
    .meta({ title: "Attributes that name a person" })
    .describe("Default: sAMAccountName, userPrincipalName, mail on Active Directory; uid, mail elsewhere"),
  netbiosDomain: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,15}$/, "expected the short name of a domain, for example CORP")
    .optional()
    .meta({ title: "Short domain name" })
    .describe(
      "Active Directory: with CORP here, an alert's CORP\\jdoe is the account jdoe; other domains' accounts are not found",
    ),
  privilegedGroups: z
    .array(Dn)
    .max(50)
    .default([])
    .meta({ title: "Privileged groups" })
    .describe("DNs of groups whose members, also through other groups, count as privileged"),
  disable: Disable.prefault({})
    .meta({ title: "How an account is disabled" })
    .describe(
      "openldap only. The default is the lock of the password policy overlay, in force where the policy has pwdLockout TRUE",
    ),
  canaryUser: z
    .string()
    .max(320)
    .default("")
    .describe("An account made to be disabled and enabled again, as proof that the connection may: nobody's"),
  forbiddenUser: z
    .string()
    .max(320)
    .default("")
    .describe("An account that this connection must not be able to disable, as proof that it cannot"),
  tls: Tls.prefault({}).meta({ title: "TLS" }).describe("How the connection is encrypted and the server recognized"),
});
export type LdapSettings = z.output<typeof ldapSettings>;

/** The attributes a person may be named by. */
export function namingAttributes(settings: LdapSettings): string[] {
  if (settings.userFilterAttributes) return settings.userFilterAttributes;
  return settings.dialect === "active-directory" ? ["sAMAccountName", "userPrincipalName", "mail"] : ["uid", "mail"];
}

function isServerOnly(text: string): boolean {
  const url = new URL(text);
  const isBare = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return isBare && url.hostname !== "" && (url.pathname === "" || url.pathname === "/");
}
