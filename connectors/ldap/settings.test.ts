import { expect, test } from "vitest";
import { ldapSettings, namingAttributes } from "./settings.ts";

const sound = { url: "ldaps://dc1.example.com", bindDn: "cn=a", baseDn: "dc=example", dialect: "active-directory" };

test("only the place, the account, the base and the kind have to be said; trust is checked and lines are encrypted by default", () => {
  const settings = ldapSettings.parse(sound);
  expect(settings.tls).toEqual({ startTls: true, rejectUnauthorized: true });
  expect(settings.disable).toEqual({ attribute: "pwdAccountLockedTime", value: "000001010000Z" });
  expect(namingAttributes(settings)).toEqual(["sAMAccountName", "userPrincipalName", "mail"]);
  expect(namingAttributes(ldapSettings.parse({ ...sound, dialect: "openldap" }))).toEqual(["uid", "mail"]);
});

test.each([
  { url: "https://dc1.example.com" },
  { url: "ldaps://user:pass@dc1.example.com" },
  { url: "ldaps://dc1.example.com/dc=example??sub" },
  { dialect: "novell" },
  { userFilterAttributes: ["uid)(objectClass=*"] },
  { userFilterAttributes: [] },
  { disable: { attribute: "a b" } },
  { tls: { rejectUnauthorised: false } },
  { bindDn: "" },
])("%j is refused", (change) => expect(ldapSettings.safeParse({ ...sound, ...change }).success).toBe(false));
