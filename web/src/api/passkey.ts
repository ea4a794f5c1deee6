/** Passkeys: the browser makes and uses them, the server says what to ask it for. */
import { useQuery } from "@tanstack/react-query";
import type { RecoveryCodes } from "../../../src/api/contract/second-factor.ts";
import type { Me, SignInOffer } from "../../../src/api/contract/session.ts";
import { signIn as words } from "../words/sign-in.ts";
import { call, read } from "./client.ts";
import { ApiError } from "./problem.ts";

type Library = typeof import("@simplewebauthn/browser");
type CreationOptions = Parameters<Library["startRegistration"]>[0]["optionsJSON"];
type RequestOptions = Parameters<Library["startAuthentication"]>[0]["optionsJSON"];

/** Whether this browser knows passkeys at all. */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential !== "undefined";
}

/** Whether they can be used here: this browser knows them, and the address of this Cordon is one that they can be made for. */
export function usePasskeysHere(): boolean {
  const { data } = useQuery({
    queryKey: ["sign-in"],
    queryFn: ({ signal }) => read<SignInOffer>("/v1/sign-in", {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return knowsPasskeys() && data?.methods.some(({ kind }) => kind === "passkey") === true;
}

/** Makes one and keeps it; answers recovery codes where there were none. @throws ApiError */
export async function makePasskey(name: string): Promise<RecoveryCodes> {
  const optionsJSON = await call<CreationOptions>("POST", "/v1/me/passkeys/options");
  const response = await inBrowser(({ startRegistration }) => startRegistration({ optionsJSON }));
  return call("POST", "/v1/me/passkeys", { name, response });
}

/** Says by a passkey who one is: to come in, or once more. @throws ApiError */
export async function provePasskey(where: "/v1/sign-in/passkey" | "/v1/session/proof/passkey"): Promise<Me> {
  const optionsJSON = await call<RequestOptions>("POST", `${where}/options`);
  const response = await inBrowser(({ startAuthentication }) => startAuthentication({ optionsJSON }));
  return call("POST", where, { response });
}

/** The browser says alike that somebody changed their mind and that there is no such passkey. */
async function inBrowser<T>(work: (library: Library) => Promise<T>): Promise<T> {
  const library = await import("@simplewebauthn/browser");
  return work(library).catch(() => {
    throw new ApiError({ type: "", title: "", status: 0, code: "passkey", message: words.passkeyFailed });
  });
}
