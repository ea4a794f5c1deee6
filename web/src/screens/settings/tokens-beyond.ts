/** Tokens of a person that may more than the person is about to: they keep the roles they were made with. */
import type { Role, Token } from "../../../../src/model/token.ts";

type Known = Pick<Token, "name" | "person" | "roles" | "revokedAt">;

/** Names of the tokens in use of this person with a role that is not among these. */
export function tokensBeyond(tokens: readonly Known[], person: string, roles: readonly Role[]): string[] {
  if (roles.includes("admin")) return [];
  return tokens
    .filter((token) => token.person === person && token.revokedAt === null)
    .filter((token) => token.roles.some((role) => !roles.includes(role)))
    .map(({ name }) => name);
}
