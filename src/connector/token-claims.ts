import type { z } from "zod";

/**
 * The middle part of a JSON Web Token (RFC 7519) that we were granted ourselves: read and not believed, for a report of what we may do. Undefined
 * for another kind of token, or one that says something else.
 */
export function tokenClaims<S extends z.ZodType>(token: string, claims: S): z.output<S> | undefined {
  try {
    return claims.safeParse(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
