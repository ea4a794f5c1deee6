/** Passkeys (WebAuthn Level 3): discoverable, with the person verified by the device, so that one is both factors at once. */
import { isIP } from "node:net";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";

/** Loaded when a passkey is first asked for: it takes longer than all the rest of a start. */
const library = () => import("@simplewebauthn/server");

/** Who the passkeys are for: the host's name, and the pages they may be used from. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/** A passkey as it is kept. */
export interface Passkey {
  id: string;
  publicKey: Uint8Array;
  /** Counts uses, on devices that count. */
  counter: number;
  transports: string[];
}

/** Where the installation is reached, as browsers tell relying parties apart; null where they know none: an address, or http beyond this machine. */
export function relyingPartyOf(publicUrl: string): RelyingParty | null {
  if (!URL.canParse(publicUrl)) return null;
  const { hostname, protocol, origin } = new URL(publicUrl);
  const named = isIP(hostname.replace(/^\[|\]$/g, "")) === 0;
  return named && (protocol === "https:" || hostname === "localhost") ? { id: hostname, origin } : null;
}

/** What a browser needs to make a passkey of somebody, who has those of `known` already. */
export async function creationOptions(
  party: RelyingParty,
  person: { name: string; handle: string },
  known: readonly Pick<Passkey, "id" | "transports">[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return (await library()).generateRegistrationOptions({
    rpName: "Cordon",
    rpID: party.id,
    userName: person.name,
    userID: new Uint8Array(Buffer.from(person.handle)),
    attestationType: "none",
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/** The passkey that a browser made for a challenge; null when the answer does not prove it. */
export async function madePasskey(
  party: RelyingParty,
  response: RegistrationResponseJSON,
  challenge: string,
): Promise<Passkey | null> {
  const expected = { expectedOrigin: party.origin, expectedRPID: party.id, expectedChallenge: challenge };
  const checked = await (await library())
    .verifyRegistrationResponse({ ...expected, response, requireUserVerification: true })
    .catch(() => null);
  if (!checked?.verified) return null;
  const { id, publicKey, counter } = checked.registrationInfo.credential;
  return { id, publicKey, counter, transports: response.response.transports ?? [] };
}

/** What a browser needs to ask its person for a passkey; for any of them, or for those of `known` alone. */
export async function requestOptions(
  party: RelyingParty,
  known: readonly Pick<Passkey, "id" | "transports">[] = [],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const allowCredentials = known.map(({ id, transports }) => ({ id, transports }));
  return (await library()).generateAuthenticationOptions({
    rpID: party.id,
    userVerification: "required",
    ...(known.length === 0 ? {} : { allowCredentials }),
  });
}

/**
 * The counter after a use of the passkey; null when the answer does not prove one: another challenge, page, key or person, a device that did not
 * verify its person, or a counter that goes back, which is what a copied key does (WebAuthn Level 3, 7.2).
 */
export async function provedBy(
  party: RelyingParty,
  response: AuthenticationResponseJSON,
  { challenge, passkey, handle }: { challenge: string; passkey: Passkey; handle: string },
): Promise<number | null> {
  const { userHandle } = response.response;
  if (userHandle !== undefined && Buffer.from(userHandle, "base64url").toString() !== handle) return null;
  const expected = { expectedOrigin: party.origin, expectedRPID: party.id, expectedChallenge: challenge };
  const credential = { ...passkey, publicKey: new Uint8Array(passkey.publicKey) };
  const checked = await (await library())
    .verifyAuthenticationResponse({
      ...{ ...expected, response, credential, requireUserVerification: true },
    })
    .catch(() => null);
  return checked?.verified ? checked.authenticationInfo.newCounter : null;
}

/** The challenge that an answer says it is for; undefined when it cannot be read. */
export function challengeOf(response: { response: { clientDataJSON: string } }): string | undefined {
  try {
    const data: unknown = JSON.parse(Buffer.from(response.response.clientDataJSON, "base64url").toString());
    const challenge = (data as { challenge?: unknown } | null)?.challenge;
    return typeof challenge === "string" ? challenge : undefined;
  } catch {
    return undefined;
  }
}
