import { z } from "zod";
import { baseUrlField } from "../../src/connector/setting-fields.ts";

const BASE_URL =
  "Where Keycloak answers, for example https://sso.example.com; with it Cordon can suspend accounts there, without it it only hears from it";

const name = z.string().regex(/^[^/?#\s]{1,200}$/, "a name without spaces and slashes");

export const keycloakSettings = z.strictObject({
  baseUrl: baseUrlField(BASE_URL).optional().describe(BASE_URL),
  realm: name.default("master").describe("Realm of the accounts"),
  clientRealm: name.optional().describe("Realm of Cordon's own client, where it is another one"),
  clientId: name.default("cordon").describe("Client whose service account Cordon signs in with"),
  privilegedRoles: z
    .array(z.string().min(1).max(200))
    .max(100)
    .default(["admin", "realm-admin"])
    .describe("Roles whose holders count as privileged"),
});
export type KeycloakSettings = z.output<typeof keycloakSettings>;
