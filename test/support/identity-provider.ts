/** An OpenID Connect provider of its own make (oidc-provider), on this machine, where whoever is named signs in without being asked. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";

export interface TestProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who sits at the browser, and what the provider says of them. */
  who: { sub: string; claims: Record<string, unknown> };
  /** How often somebody was asked who they are. */
  asked: number;
  close(): Promise<void>;
}

const CLIENT = { clientId: "cordon", clientSecret: "a secret of the test" };

export async function testProvider(redirectUri: string, more: Configuration = {}): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const test: TestProvider = {
    ...{ issuer, ...CLIENT, who: { sub: "nobody", claims: {} }, asked: 0 },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
  const provider = new Provider(issuer, { ...configurationOf(redirectUri, test), ...more });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url!.startsWith("/interaction/")) return void answer(request, response);
    test.asked += 1;
    void provider.interactionFinished(request, response, { login: { accountId: test.who.sub } });
  });
  return test;
}

function configurationOf(redirectUri: string, test: TestProvider): Configuration {
  return {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [new URL("/", redirectUri).href],
      },
    ],
    claims: { openid: ["sub", "groups"], profile: ["preferred_username"], email: ["email", "email_verified"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["of the test"] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, ...test.who.claims }) }),
    // Nobody is asked what Cordon may know.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  };
}
