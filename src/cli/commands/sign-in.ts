import { type Command, Option } from "commander";
import type { SignInPolicy } from "../../api/contract/second-factor.ts";
import { InputError } from "../../errors.ts";
import type { Role } from "../../model/token.ts";
import { PERSON_ROLES } from "../../model/words.ts";
import { does } from "../session.ts";
import { fields } from "../show.ts";
import { oidcCommands } from "./sign-in-oidc.ts";

const path = "/v1/sign-in-policy";

/** `cordon sign-in …`. */
export function signInCommands(cordon: Command): void {
  const signIn = cordon.command("sign-in").description("what is asked of people who sign in, and by what they come");
  oidcCommands(signIn);
  const show = signIn.command("show").description("show which roles need a second factor");
  does<[], object>(show, async ({ client, say }) => {
    const policy = await client.get<SignInPolicy>(path);
    say(policy, () => policyText(policy));
  });
  const require = signIn
    .command("require")
    .description("say which roles need a second factor, in every workspace; those that are not named need none")
    .addOption(new Option("--role <roles...>", "these").choices(PERSON_ROLES))
    .option("--nobody", "no role");
  does<[], { role?: Role[]; nobody?: boolean }>(require, async ({ client, say }, { role, nobody }) => {
    if ((role === undefined) !== (nobody === true))
      throw new InputError("cli.one-of", "Name the roles with --role, or say --nobody.");
    const policy = await client.send<SignInPolicy>("PUT", path, { secondFactorFor: role ?? [] });
    say(policy, () => policyText(policy));
  });
}

function policyText({ secondFactorFor }: SignInPolicy): string {
  return fields([["second factor for", secondFactorFor.join(", ") || "none"]]);
}
