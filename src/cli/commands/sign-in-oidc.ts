import type { Command } from "commander";
import type { IdentityProviderView, TestedIdentityProvider } from "../../api/contract/identity-provider.ts";
import { InputError } from "../../errors.ts";
import { PERSON_ROLES } from "../../model/words.ts";

import { askSecret, secretFrom } from "../ask.ts";
import { does } from "../session.ts";
import { fields, table, time } from "../show.ts";

const PATH = "/v1/identity-provider";

/** `cordon sign-in oidc …`: the identity provider that people come by, and what it gives them. */
export function oidcCommands(signIn: Command): void {
  const oidc = signIn.command("oidc").description("the identity provider (OpenID Connect) that people may come by");
  addSet(oidc);
  const show = oidc.command("show").description("show the provider, what it gives to whom, and what it has to know");
  does<[], object>(show, async ({ client, say }) => {
    const one = await client.get<IdentityProviderView>(PATH);
    say(one, () => providerText(one));
  });
  const remove = oidc.command("remove").description("let nobody come by it any more; sessions that are open go on");
  does<[], object>(remove, async ({ client, say }) => {
    say(await client.send("DELETE", PATH), () => "Removed, with its secret.");
  });
  addTest(oidc);
}

interface SetOptions {
  name: string;
  issuer: string;
  clientId: string;
  secret?: string | true;
  grant: string[];
  rolesClaim?: string;
  nameClaim?: string;
  scope?: string[];
  onlyInvited?: boolean;
  linkByMail?: boolean;
}

function addSet(oidc: Command): void {
  const set = oidc
    .command("set")
    .description(
      "set the provider, in place of the one before; it is asked first, and nothing changes if it does not answer",
    )
    .requiredOption("--name <name>", 'on the button: "Sign in with …"')
    .requiredOption("--issuer <url>", "as its tokens name it, such as https://login.example.com/realms/soc")
    .requiredOption("--client-id <id>", "what Cordon is called there")
    .option(
      "--secret [reference]",
      "the client's secret: @file, - for standard input, or asked for; kept when left out",
    )
    .requiredOption(
      "--grant <grants...>",
      "value=role,role of this workspace, or value=workspace:role,role; nothing else gives anything",
    )
    .option("--roles-claim <claim>", "where those values are (default: groups)")
    .option("--name-claim <claim>", "what people are called by (default: preferred_username)")
    .option("--scope <scopes...>", "what is asked for (default: openid profile email)")
    .option("--only-invited", "make no people of those who are not known here")
    .option("--link-by-mail", "whoever comes with the verified mail that somebody was invited for is that person");
  does<[], SetOptions>(set, async ({ client, say }, { secret, grant, scope, onlyInvited, linkByMail, ...named }) => {
    const clientSecret =
      secret === true ? await askSecret("The client's secret", "--secret @file or --secret -") : secretOf(secret);
    const body = {
      ...{ ...named, clientSecret, grants: grant.map(grantOf), scopes: scope },
      ...{ addPeople: onlyInvited !== true, linkByMail: linkByMail === true },
    };
    const changed = await client.send<IdentityProviderView>("PUT", PATH, body);
    say(changed, () => providerText(changed));
  });
}

/** Never the text of an argument: that would show in the list of processes. */
function secretOf(reference: string | undefined): string | undefined {
  if (reference === undefined) return undefined;
  const secret = secretFrom(reference);
  if (secret !== undefined) return secret;
  throw new InputError("cli.secret-in-clear", "Give the secret as @file or - (standard input), or say --secret alone.");
}

/** `soc-leads=analyst,approver`, `soc-leads=second:admin`; the value may hold signs of any kind. */
function grantOf(text: string): { value: string; workspace?: string; roles: string[] } {
  const found = /^(.+)=(?:([^:=]+):)?([a-z, ]+)$/.exec(text);
  const roles = found?.[3]?.split(",").map((role) => role.trim()) ?? [];
  const known = roles.every((role) => (PERSON_ROLES as readonly string[]).includes(role));
  if (found === null || !known)
    throw new InputError(
      "cli.bad-grant",
      `--grant "${text.slice(0, 100)}": expected value=role,role or value=workspace:role,role, with roles of ${PERSON_ROLES.join(", ")}.`,
    );
  return { value: found[1]!, roles, ...(found[2] === undefined ? {} : { workspace: found[2] }) };
}

function addTest(oidc: Command): void {
  const test = oidc
    .command("test")
    .description("ask the provider what it can do, and show what somebody with these values would be given")
    .option("--value <values...>", "what their claim of roles holds");
  does<[], { value?: string[] }>(test, async ({ client, say }, { value }) => {
    const tested = await client.send<TestedIdentityProvider>("POST", `${PATH}/test`, { values: value ?? [] });
    say(tested, () => testedText(tested));
  });
}

const yes = (is: boolean) => (is ? "yes" : "no");

function testedText({ issuer, pkce, namesItself, signsOut, keys, granted }: TestedIdentityProvider): string {
  return fields([
    ["issuer", issuer],
    ["signing keys", String(keys)],
    ["says that it takes PKCE", yes(pkce)],
    ["names itself in answers", yes(namesItself)],
    ["signs out of itself", yes(signsOut)],
    ...granted.map(({ workspace, roles }): [string, string] => [`in ${workspace}`, roles.join(", ") || "nothing"]),
  ]);
}

function providerText({ provider, redirectUri, signedOutUri }: IdentityProviderView): string {
  const uris: [string, string][] = [
    ["redirect URI", redirectUri],
    ["post-logout redirect URI", signedOutUri],
  ];
  if (provider === null) return fields([["provider", "none"], ...uris]);
  const { name, issuer, clientId, grants, rolesClaim, nameClaim, scopes, addPeople, linkByMail } = provider;
  const about = fields([
    ["name", name],
    ["issuer", issuer],
    ["client", clientId],
    ["scopes", scopes.join(" ")],
    ["called by", nameClaim],
    ["makes people", yes(addPeople)],
    ["links by mail", yes(linkByMail)],
    ["changed", `${time(provider.changedAt)} by ${provider.changedBy}`],
    ...uris,
  ]);
  const rows = grants.map(({ value, workspace, roles }) => [value, workspace, roles.join(", ")]);
  return `${about}\n\n${table([rolesClaim, "workspace", "roles"], rows)}`;
}
