import { InputError, RefusedError } from "../../errors.ts";
import { challengeOf, creationOptions, madePasskey } from "../../people/passkey.ts";
import { transaction } from "../../store/database.ts";
import { addPasskey, handleOf, keepChallenge, listPasskeys, removePasskey, useChallenge } from "../../store/passkey.ts";
import { secondFactorsOf } from "../../store/second-factor.ts";
import { type Authenticator, demandSession, notFound } from "../authenticate.ts";
import { Done } from "../contract/page.ts";
import * as contract from "../contract/second-factor.ts";
import type { ApiDeps } from "../deps.ts";
import { type Route, route } from "../door.ts";
import { partyOf } from "../passkey-proof.ts";
import { rotatedWith } from "../signed-in.ts";
import { newCodes, told } from "./second-factors.ts";

const tag = "session";
const needs = "anybody";
const recent = true;

/** One's own passkeys. */
export function passkeyRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  return [options, add, remove].map((way) => way(deps, authenticator));
}

function options(deps: ApiDeps): Route {
  const summary = "What the browser needs to make a passkey of one's own";
  const path = "/v1/me/passkeys/options";
  return route(
    { method: "post", path, tag, summary, needs, recent, answer: contract.PasskeyOptions },
    async ({ caller }) => {
      const { person: name } = demandSession(caller);
      const { system } = deps.database;
      const [handle, known] = [await handleOf(system, name), await listPasskeys(system, name)];
      const made = await creationOptions(partyOf(deps), { name, handle }, known);
      await transaction(system, (client) => keepChallenge(client, made.challenge, name));
      return made;
    },
  );
}

function add(deps: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Add the passkey that the browser made; answers recovery codes where there were none";
  const { NewPasskey: body, RecoveryCodes: answer } = contract;
  return route(
    { method: "post", path: "/v1/me/passkeys", tag, summary, needs, recent, body, answer },
    async ({ caller, actor, body: { name, response } }) => {
      const { person } = demandSession(caller);
      const { system } = deps.database;
      const challenge = challengeOf(response);
      const asked = challenge === undefined ? undefined : await useChallenge(system, challenge);
      const { transports = [], attestationObject, clientDataJSON } = response.response;
      const { id, rawId, type } = response;
      const made = { clientDataJSON, attestationObject, transports: transports as "internal"[] };
      const answered = { id, rawId, type, response: made, clientExtensionResults: {} };
      const passkey =
        challenge === undefined || asked !== person ? null : await madePasskey(partyOf(deps), answered, challenge);
      if (passkey === null)
        throw new InputError("people.bad-passkey", "This passkey was not made for here; try again.");
      const recoveryCodes = await transaction(system, async (client) => {
        if (!(await addPasskey(client, person, { ...passkey, name })))
          throw new RefusedError("api.conflict", "This passkey is known already.");
        await told(client, { caller, actor }, "second-factor-added", `passkey ${name}`);
        const { recoveryCodes: left } = await secondFactorsOf(client, person);
        return left > 0 ? [] : newCodes(client, person);
      });
      forget();
      return rotatedWith(deps, caller, { recoveryCodes });
    },
  );
}

function remove({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Remove a passkey of one's own";
  const [path, params] = ["/v1/me/passkeys/{id}", contract.passkeyParams] as const;
  return route(
    { method: "delete", path, tag, summary, needs, recent, params, answer: Done },
    async ({ caller, actor, params: { id } }) => {
      await transaction(database.system, async (client) => {
        const name = await removePasskey(client, caller.person, id);
        if (name === null) throw notFound("passkey of yours", id);
        demandSession(caller);
        await told(client, { caller, actor }, "second-factor-removed", `passkey ${name}`);
      });
      forget();
      return { done: true };
    },
  );
}
