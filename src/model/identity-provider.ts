/** The identity provider that people come by (OpenID Connect), and what it gives them here. */
import { z } from "zod";
import { PersonRole } from "./person.ts";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** What the provider says goes over this way, so nobody may write on it: https, but on the machine itself. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username } = new URL(text);
  const closed = protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname));
  return closed && `${search}${hash}${username}` === "";
}

const claim = z.string().min(1).max(200);

/** Whoever has this value has these roles, in one workspace. */
export const Grant = z.strictObject({
  value: z.string().min(1).max(500),
  workspaceId: z.uuid(),
  roles: z.array(PersonRole).min(1).max(5),
});
export type Grant = z.infer<typeof Grant>;

export const IdentityProvider = z.strictObject({
  /** On the button: "Sign in with …". */
  name: z.string().trim().min(1).max(60),
  issuer: z
    .string()
    .max(500)
    .refine(isIssuer, "an https URL without query, such as https://login.example.com/realms/soc"),
  clientId: z.string().min(1).max(300),
  scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/, "a scope (RFC 6749, 3.3)")).max(20),
  /** Whose value becomes the name of who comes for the first time. */
  nameClaim: claim,
  /** Whose values are looked up in `grants`; dots lead into objects. */
  rolesClaim: claim,
  /** The whole of what the provider can give: a value that is not here gives nothing. */
  grants: z.array(Grant).min(1).max(500),
  /** Makes people of those who come for the first time and are granted something. */
  addPeople: z.boolean(),
  /** Takes who comes with the verified mail of somebody invited for them. */
  linkByMail: z.boolean(),
});
export type IdentityProvider = z.infer<typeof IdentityProvider>;
