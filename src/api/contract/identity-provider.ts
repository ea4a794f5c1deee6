/** The identity provider over the wire: its client's secret goes in and never comes out. */
import { z } from "zod";
import { Grant, IdentityProvider } from "../../model/identity-provider.ts";
import { PersonRole } from "../../model/person.ts";

/** As people write it: a workspace by its name, this one unless said. */
const NewGrant = Grant.omit({ workspaceId: true }).extend({ workspace: z.string().min(1).max(100).optional() });
const GrantView = Grant.omit({ workspaceId: true }).extend({ workspace: z.string() });

export const NewIdentityProvider = IdentityProvider.extend({
  /** May be left out where issuer and client stay the same. */
  clientSecret: z.string().min(1).max(2000).optional(),
  scopes: IdentityProvider.shape.scopes.default(["openid", "profile", "email"]),
  nameClaim: IdentityProvider.shape.nameClaim.default("preferred_username"),
  rolesClaim: IdentityProvider.shape.rolesClaim.default("groups"),
  grants: z.array(NewGrant).min(1).max(500),
  addPeople: z.boolean().default(true),
  linkByMail: z.boolean().default(false),
});

const ProviderView = IdentityProvider.extend({
  grants: z.array(GrantView),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
});

export const IdentityProviderView = z.object({
  /** Null where people come by none. */
  provider: ProviderView.nullable(),
  /** What the provider has to know as this client's redirect URI. */
  redirectUri: z.string(),
  /** What it has to know as the post-logout redirect URI. */
  signedOutUri: z.string(),
});
export type IdentityProviderView = z.infer<typeof IdentityProviderView>;

export const TestIdentityProvider = z.strictObject({
  /** What somebody's claim of roles might hold. */
  values: z.array(z.string().min(1).max(500)).max(200).default([]),
});

export const TestedIdentityProvider = z.object({
  issuer: z.string(),
  /** It says that it takes PKCE by S256. */
  pkce: z.boolean(),
  /** It names itself in its answers (RFC 9207). */
  namesItself: z.boolean(),
  /** It signs people out of itself. */
  signsOut: z.boolean(),
  /** Keys that it signs with now. */
  keys: z.number().int(),
  /** What somebody with the given values would be granted. */
  granted: z.array(z.object({ workspace: z.string(), roles: z.array(PersonRole) })),
});
export type TestedIdentityProvider = z.infer<typeof TestedIdentityProvider>;
