/** A passkey as proof of who somebody is. */
import { InputError, RefusedError } from "../errors.ts";
import { challengeOf, provedBy, type RelyingParty, relyingPartyOf, requestOptions } from "../people/passkey.ts";
import { transaction } from "../store/database.ts";
import {
  keepChallenge,
  listPasskeys,
  readPasskey,
  type StoredPasskey,
  useChallenge,
  usePasskey,
} from "../store/passkey.ts";
import type { PasskeyProof } from "./contract/second-factor.ts";
import type { ApiDeps } from "./deps.ts";

type Deps = Pick<ApiDeps, "database" | "publicUrl">;

/** @throws InputError `people.no-passkeys` where the installation is reached by no name, or without https. */
export function partyOf({ publicUrl }: Pick<ApiDeps, "publicUrl">): RelyingParty {
  const party = relyingPartyOf(publicUrl());
  if (party !== null) return party;
  throw new InputError(
    "people.no-passkeys",
    "Passkeys need a name and https: set CORDON_PUBLIC_URL to one such as https://cordon.example.com.",
  );
}

/** What to ask the browser for: any passkey of this site, or one of this person's. */
export async function askForPasskey(deps: Deps, person: string | null): Promise<unknown> {
  const { system } = deps.database;
  const known = person === null ? [] : await listPasskeys(system, person);
  const options = await requestOptions(partyOf(deps), known);
  await transaction(system, (client) => keepChallenge(client, options.challenge, person));
  return options;
}

/**
 * Whose passkey it is that signed a challenge of ours, made for `person` or, with null, for anybody; the challenge is used up.
 * @throws RefusedError `api.not-authenticated`.
 */
export async function provePasskey(
  deps: Deps,
  person: string | null,
  { response }: PasskeyProof,
): Promise<StoredPasskey> {
  const { system } = deps.database;
  const party = partyOf(deps);
  const challenge = challengeOf(response);
  const asked = challenge === undefined ? undefined : await useChallenge(system, challenge);
  const passkey = await readPasskey(system, response.id);
  const fits = challenge !== undefined && asked === person && passkey !== null;
  if (!fits || (person !== null && passkey.person !== person)) throw notProved();
  const { clientDataJSON, authenticatorData, signature, userHandle } = response.response;
  const given = { clientDataJSON, authenticatorData, signature, ...(userHandle === undefined ? {} : { userHandle }) };
  const { id, rawId, type } = response;
  const answer = { id, rawId, type, response: given, clientExtensionResults: {} };
  const counter = await provedBy(party, answer, { challenge, passkey, handle: passkey.handle });
  if (counter === null || !(await usePasskey(system, passkey.id, counter))) throw notProved();
  return passkey;
}

function notProved(): RefusedError {
  return new RefusedError("api.not-authenticated", "This passkey does not prove who you are here; try again.");
}
