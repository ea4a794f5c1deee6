/** Every route about who may come in, how, and as whom. */
import type { Authenticator } from "./authenticate.ts";
import type { ApiDeps } from "./deps.ts";
import type { Route } from "./door.ts";
import { accessRoutes } from "./routes/access.ts";
import { identityProviderRoutes } from "./routes/identity-provider.ts";
import { meRoutes } from "./routes/me.ts";
import { passkeyRoutes } from "./routes/passkeys.ts";
import { peopleRoutes } from "./routes/people.ts";
import { proofRoutes } from "./routes/proof.ts";
import { secondFactorRoutes } from "./routes/second-factors.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { signInPolicyRoutes } from "./routes/sign-in-policy.ts";
import { tokenRoutes } from "./routes/tokens.ts";
import { workspaceRoutes } from "./routes/workspaces.ts";

export function routesOfPeople(deps: ApiDeps, authenticator: Authenticator): Route[] {
  const groups = [
    ...[tokenRoutes, signInRoutes, meRoutes, proofRoutes, secondFactorRoutes, passkeyRoutes],
    ...[peopleRoutes, signInPolicyRoutes, identityProviderRoutes, accessRoutes, workspaceRoutes],
  ];
  return groups.flatMap((routes) => routes(deps, authenticator));
}
