/** The headers products ask for to know who calls. */

/** HTTP Basic authentication (RFC 7617), UTF-8. */
export function basicAuth(user: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}` };
}

/** A bearer token (RFC 6750). */
export function bearerAuth(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
