import { InputError } from "../../errors.ts";
import { newRecoveryCodes, recoveryHash } from "../../people/recovery-code.ts";
import { newTotpSecret, totpUri } from "../../people/totp.ts";
import { type Client, transaction } from "../../store/database.ts";
import { audit } from "../../store/membership.ts";
import { listPasskeys } from "../../store/passkey.ts";
import * as store from "../../store/second-factor.ts";
import { type Authenticator, demandSession, notFound } from "../authenticate.ts";
import { Done } from "../contract/page.ts";
import * as contract from "../contract/second-factor.ts";
import type { ApiDeps } from "../deps.ts";
import { type Call, type Route, route } from "../door.ts";
import { sealTotp, stepOfSealed } from "../second-factor.ts";
import { rotatedWith } from "../signed-in.ts";

const tag = "session";
const needs = "anybody";
const recent = true;

/** One's own second factors: an authenticator app and recovery codes. Passkeys are in passkeys.ts. */
export function secondFactorRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  return [readOwn, offer, confirm, remove, renewCodes].map((way) => way(deps, authenticator));
}

function readOwn({ database }: ApiDeps): Route {
  const summary = "Which second factors one has";
  return route(
    { method: "get", path: "/v1/me/second-factors", tag, summary, needs, answer: contract.OwnSecondFactors },
    async ({ caller: { person } }) => {
      const { totp, recoveryCodes } = await store.secondFactorsOf(database.system, person);
      const passkeys = await listPasskeys(database.system, person);
      return { totp, recoveryCodes, passkeys: passkeys.map(viewOf) };
    },
  );
}

function viewOf({ id, name, createdAt, lastUsedAt }: Awaited<ReturnType<typeof listPasskeys>>[number]) {
  return { id, name, createdAt, lastUsedAt };
}

function offer(deps: ApiDeps): Route {
  const summary = "Get the secret of a new authenticator app; it counts once a code of it is confirmed";
  return route(
    { method: "post", path: "/v1/me/totp", tag, summary, needs, recent, answer: contract.OfferedTotp },
    async ({ caller }) => {
      const { person } = demandSession(caller);
      const secret = newTotpSecret();
      await store.offerTotp(deps.database.system, person, sealTotp(deps, person, secret));
      return { secret, uri: totpUri(secret, { person, issuer: "Cordon" }) };
    },
  );
}

function confirm(deps: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Confirm the app by a first code; answers recovery codes, shown this once";
  const { ConfirmTotp: body, RecoveryCodes: answer } = contract;
  return route(
    { method: "put", path: "/v1/me/totp", tag, summary, needs, recent, body, answer },
    async ({ caller, actor, body: { code } }) => {
      const { person } = demandSession(caller);
      const { pending } = await store.readTotp(deps.database.system, person);
      const step = stepOfSealed(deps, person, pending, code);
      if (step === null)
        throw new InputError("people.wrong-code", "This is not the code of the app now; read it again.");
      const recoveryCodes = await transaction(deps.database.system, async (client) => {
        const { recoveryCodes: left } = await store.secondFactorsOf(client, person);
        await store.confirmTotp(client, person, step);
        await told(client, { caller, actor }, "second-factor-added", "totp");
        return left > 0 ? [] : newCodes(client, person);
      });
      const answered = await rotatedWith(deps, caller, { recoveryCodes });
      forget();
      return answered;
    },
  );
}

function remove({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Remove the authenticator app";
  return route(
    { method: "delete", path: "/v1/me/totp", tag, summary, needs, recent, answer: Done },
    async ({ caller, actor }) => {
      const { person } = demandSession(caller);
      await transaction(database.system, async (client) => {
        if (!(await store.removeTotp(client, person))) throw notFound("authenticator app of", person);
        await told(client, { caller, actor }, "second-factor-removed", "totp");
      });
      forget();
      return { done: true };
    },
  );
}

function renewCodes({ database }: ApiDeps): Route {
  const summary = "Get new recovery codes, shown this once; those before are void";
  const path = "/v1/me/recovery-codes";
  return route(
    { method: "post", path, tag, summary, needs, recent, answer: contract.RecoveryCodes },
    async ({ caller, actor }) => {
      const { person } = demandSession(caller);
      return transaction(database.system, async (client) => {
        await told(client, { caller, actor }, "second-factor-added", "recovery-codes");
        return { recoveryCodes: await newCodes(client, person) };
      });
    },
  );
}

/** New recovery codes in the clear; their hashes are kept in place of those before. */
export async function newCodes(client: Client, person: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await store.replaceRecoveryCodes(
    client,
    person,
    codes.flatMap((code) => recoveryHash(person, code) ?? []),
  );
  return codes;
}

/** Writes a change of one's own second factors to the record of the workspace one is in. */
export async function told(
  client: Client,
  { caller, actor }: Pick<Call, "caller" | "actor">,
  action: "second-factor-added" | "second-factor-removed",
  factor: string,
): Promise<void> {
  await audit(client, caller.workspaceId, { actor, action, name: caller.person, details: { factor } });
}
