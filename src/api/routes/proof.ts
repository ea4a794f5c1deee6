import { RefusedError } from "../../errors.ts";
import { readAccount } from "../../store/person.ts";
import { type Authenticator, demandSession } from "../authenticate.ts";
import * as contract from "../contract/second-factor.ts";
import { Me } from "../contract/session.ts";
import type { ApiDeps } from "../deps.ts";
import { type Route, route } from "../door.ts";
import { askForPasskey, provePasskey } from "../passkey-proof.ts";
import { auditRefusal, homeOf, proveIdentity } from "../sign-in.ts";
import { resigned, signedIn } from "../signed-in.ts";

/** Signing in by passkey, and proving once more who one is. */
export function proofRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  const ways = [askAnybody, signInByPasskey, prove, askCaller, proveByPasskey];
  return ways.map((way) => way(deps, authenticator));
}

function askAnybody(deps: ApiDeps): Route {
  const summary = "What to ask the browser for, to sign in by a passkey of whoever sits there";
  const [path, tag] = ["/v1/sign-in/passkey/options", "sign-in"] as const;
  return route({ method: "post", path, tag, summary, needs: "nobody", answer: contract.PasskeyOptions }, () =>
    askForPasskey(deps, null),
  );
}

function signInByPasskey(deps: ApiDeps, { access, admit, failed }: Authenticator): Route {
  const summary = "Sign in by a passkey, which is both factors at once; sets the session's cookie";
  const [path, tag] = ["/v1/sign-in/passkey", "sign-in"] as const;
  return route(
    { method: "post", path, tag, summary, needs: "nobody", body: contract.PasskeyProof, answer: Me },
    async ({ body, ...call }) => {
      admit(call.address);
      const proved = await provePasskey(deps, null, body).catch(async (error: unknown) => {
        failed(call.address);
        await auditRefusal(deps, call, null, "passkey");
        throw error;
      });
      const account = await readAccount(deps.database.system, proved.person);
      if (account === null || account.workspaces.length === 0) {
        await auditRefusal(deps, call, account, "passkey");
        throw new RefusedError("api.not-authenticated", "You may not come in any more.");
      }
      const workspaceId = await homeOf(deps, account);
      return signedIn(deps, access, { person: account.name, workspaceId, by: ["passkey"] }, call);
    },
  );
}

const tag = "session";
const needs = "anybody";

function prove(deps: ApiDeps, { access, forget }: Authenticator): Route {
  const summary = "Prove once more who one is, by password and second factor; the session gets another cookie";
  return route(
    { method: "post", path: "/v1/session/proof", tag, summary, needs, body: contract.Proof, answer: Me },
    async ({ caller, address, body }) => {
      const { person: name } = demandSession(caller);
      await proveIdentity(deps, { name, address }, body);
      const answered = await resigned(deps, access, caller, { proved: true });
      forget();
      return answered;
    },
  );
}

function askCaller(deps: ApiDeps): Route {
  const summary = "What to ask the browser for, to prove once more who one is by a passkey";
  const path = "/v1/session/proof/passkey/options";
  return route({ method: "post", path, tag, summary, needs, answer: contract.PasskeyOptions }, ({ caller }) =>
    askForPasskey(deps, demandSession(caller).person),
  );
}

function proveByPasskey(deps: ApiDeps, { access, forget }: Authenticator): Route {
  const summary = "Prove once more who one is, by a passkey; the session gets another cookie";
  const [path, body] = ["/v1/session/proof/passkey", contract.PasskeyProof] as const;
  return route({ method: "post", path, tag, summary, needs, body, answer: Me }, async ({ caller, body: proof }) => {
    await provePasskey(deps, demandSession(caller).person, proof);
    const answered = await resigned(deps, access, caller, { proved: true });
    forget();
    return answered;
  });
}
