/** What a provider's claims mean here: a name, a verified mail, roles. What is not plainly there is not there. */
import type { IdentityProvider } from "../model/identity-provider.ts";
import type { PersonRole } from "../model/person.ts";
import { PersonName } from "../model/token.ts";

type Claims = Readonly<Record<string, unknown>>;

/** More values than this are no list of somebody's groups. */
const MAX_VALUES = 10_000;

/** A claim by its name, or else by the way to it: `realm_access.roles`. Undefined when there is none. */
export function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let at: unknown = claims;
  for (const step of path.split(".")) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Claims)[step];
  }
  return at;
}

/** The claims of the first level in which what the settings name may be. */
export function claimsWanted({ nameClaim, rolesClaim }: Pick<IdentityProvider, "nameClaim" | "rolesClaim">): string[] {
  return [nameClaim, rolesClaim].map((path) => (path.includes("://") ? path : path.split(".")[0]!));
}

/** What the claims give, for every workspace that any grant names: the roles of all grants whose value is there, none where there is none. */
export function rolesGranted(
  { grants, rolesClaim }: Pick<IdentityProvider, "grants" | "rolesClaim">,
  claims: Claims,
): Map<string, PersonRole[]> {
  const claim = claimAt(claims, rolesClaim);
  const list = typeof claim === "string" ? [claim] : Array.isArray(claim) ? claim.slice(0, MAX_VALUES) : [];
  const values = new Set(list.filter((value) => typeof value === "string"));
  const granted = new Map<string, PersonRole[]>();
  for (const { value, workspaceId, roles } of grants) {
    const before = granted.get(workspaceId) ?? [];
    granted.set(workspaceId, values.has(value) ? [...new Set([...before, ...roles])].sort() : before);
  }
  return granted;
}

/** What somebody who comes for the first time is called; null when the claim holds no name that can be one here. */
export function nameGiven({ nameClaim }: Pick<IdentityProvider, "nameClaim">, claims: Claims): string | null {
  const claim = claimAt(claims, nameClaim);
  const name = PersonName.safeParse(typeof claim === "string" ? claim.trim().toLowerCase() : undefined);
  return name.success ? name.data : null;
}

/** The mail that the provider says it has verified, in lower case; null when it does not say so in as many words. */
export function verifiedMail({ email, email_verified: verified }: Claims): string | null {
  return verified === true && typeof email === "string" && email.length <= 320 ? email.trim().toLowerCase() : null;
}
