/** A provider that signs whatever a test wants: for answers that no honest one gives. */
import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ForgingProvider {
  issuer: string;
  /** What the next ID token says instead of what it should. */
  claims: Record<string, unknown>;
  /** What its header says instead. */
  header: Record<string, unknown>;
  /** What it says of itself instead. */
  about: Record<string, unknown>;
  /** Signs with a key that is not in its set. */
  withOtherKey: boolean;
  close(): Promise<void>;
}

const [OWN, OTHER] = [
  generateKeyPairSync("rsa", { modulusLength: 2048 }),
  generateKeyPairSync("rsa", { modulusLength: 2048 }),
];

export async function forgingProvider(clientId: string): Promise<ForgingProvider> {
  const forging: ForgingProvider = {
    ...{ issuer: "", claims: {}, header: {}, about: {}, withOtherKey: false },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
  /** The nonce of the last request, which belongs into the token. */
  let nonce = "";
  const server = createServer((request, response) => {
    const url = new URL(request.url!, forging.issuer);
    if (url.pathname === "/authorize") {
      nonce = url.searchParams.get("nonce")!;
      const back = new URL(url.searchParams.get("redirect_uri")!);
      back.search = new URLSearchParams({ code: "c", state: url.searchParams.get("state")! }).toString();
      response.writeHead(303, { location: back.href }).end();
      return;
    }
    answer(forging, { clientId, nonce }, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  forging.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return forging;
}

function answer(
  forging: ForgingProvider,
  { clientId, nonce }: { clientId: string; nonce: string },
  { url = "" }: IncomingMessage,
  response: ServerResponse,
): void {
  const { issuer } = forging;
  const now = Math.floor(Date.now() / 1000);
  const right = { iss: issuer, aud: clientId, sub: "sub", nonce, iat: now, exp: now + 60, auth_time: now };
  const claims = { ...right, preferred_username: "forged", groups: ["soc"], ...forging.claims };
  const said: Record<string, () => object> = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      id_token_signing_alg_values_supported: ["RS256"],
      ...forging.about,
    }),
    "/keys": () => ({ keys: [{ ...OWN.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }] }),
    "/token": () => ({ access_token: "a", token_type: "bearer", id_token: signed(forging, claims) }),
  };
  const say = said[url];
  response.writeHead(say === undefined ? 404 : 200, { "content-type": "application/json" });
  response.end(JSON.stringify(say?.() ?? {}));
}

function signed({ header, withOtherKey }: ForgingProvider, claims: object): string {
  const parts = [{ alg: "RS256", kid: "1", ...header }, claims];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  if (header.alg === "none") return `${text}.`;
  return `${text}.${signature(text, (withOtherKey ? OTHER : OWN).privateKey)}`;
}

function signature(text: string, key: KeyObject): string {
  return createSign("sha256").update(text).sign(key).toString("base64url");
}
