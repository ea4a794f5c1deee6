/** Codes that prove the second factor: of an authenticator app, each once, or a recovery code. */
import { openSecrets, sealContext, sealSecrets } from "../connector/seal.ts";
import { recoveryHash } from "../people/recovery-code.ts";
import { stepOf } from "../people/totp.ts";
import { readTotp, useRecoveryCode, useStep } from "../store/second-factor.ts";
import type { ApiDeps } from "./deps.ts";

type Deps = Pick<ApiDeps, "database" | "keyring" | "clock">;

/** By what the code proves it, which it uses up; null when it does not. */
export async function proveCode(deps: Deps, person: string, code: string): Promise<"totp" | "recovery-code" | null> {
  const { system } = deps.database;
  const { sealed } = await readTotp(system, person);
  const step = stepOfSealed(deps, person, sealed, code);
  if (step !== null) return (await useStep(system, person, step)) ? "totp" : null;
  const hash = recoveryHash(person, code);
  return hash !== null && (await useRecoveryCode(system, person, hash)) ? "recovery-code" : null;
}

/** The step that a code of a sealed secret is of; null when it is none of now. */
export function stepOfSealed(
  { keyring, clock }: Pick<Deps, "keyring" | "clock">,
  person: string,
  sealed: Buffer | null,
  code: string,
): number | null {
  if (sealed === null) return null;
  const { secret = "" } = openSecrets(keyring, contextOf(person), sealed);
  return stepOf(secret, code.replaceAll(/\s/g, ""), clock.now().getTime());
}

/** A new secret as it is kept: it opens for this person alone. */
export function sealTotp({ keyring }: Pick<Deps, "keyring">, person: string, secret: string): Buffer {
  return sealSecrets(keyring, contextOf(person), { secret });
}

function contextOf(person: string): string {
  return sealContext("totp", person);
}
