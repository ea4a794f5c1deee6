import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Command } from "commander";
import type { Self } from "../../api/contract/token.ts";
import type { SavedCredentials } from "../../config.ts";
import { InputError } from "../../errors.ts";
import { askSecret, secretFrom } from "../ask.ts";
import { newClient } from "../client.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";

interface Options {
  secret?: string;
  token?: string;
  name?: string;
}

interface Issued {
  token: string;
}

/** `cordon login`: with the one-time admin secret, or with a token that somebody made. */
export function loginCommand(cordon: Command): void {
  const command = cordon
    .command("login")
    .description(
      "log in with the one-time admin secret, or with a token, and keep the token in a file only you can read",
    )
    .option("--secret <secret>", "the one-time secret; @file or - (standard input) keeps it out of the process list")
    .option("--token <source>", "a token instead of the secret, as @file or - (standard input)")
    .option("--name <name>", "what to call the token that is made", "admin");
  does<[], Options>(command, async ({ client, config, say }, { secret, token, name }) => {
    const held = token === undefined ? await exchange(secret, name) : tokenFrom(token);
    const { name: called, roles, workspace } = await newClient({ ...config, token: held }).get<Self>("/v1/self");
    const tokens = { ...config.tokens, [workspace]: held };
    save(config.credentialsFile, { url: config.url, token: held, tokens });
    const value = { url: config.url, name: called, roles, workspace, savedIn: config.credentialsFile };
    const others = Object.keys(tokens).filter((one) => one !== workspace);
    const more = others.length === 0 ? "" : ` Those of ${others.join(", ")} stay: cordon --in ${others[0]} …`;
    say(value, () =>
      safeLine(
        `Logged in to ${config.url} as ${called} (${roles.join(", ")}), in the workspace ${workspace}. The token is kept in ${config.credentialsFile}.${more}`,
      ),
    );

    async function exchange(given: string | undefined, as: string | undefined): Promise<string> {
      const typed =
        given === undefined
          ? await askSecret("One-time admin secret", "--secret @file, or - for standard input")
          : (secretFrom(given) ?? given);
      return (await client.send<Issued>("POST", "/v1/login", { secret: typed.trim(), name: as })).token;
    }
  });
}

function tokenFrom(source: string): string {
  const token = secretFrom(source);
  if (token === undefined)
    throw new InputError(
      "cli.secret-in-clear",
      "--token takes @file or -, so that the token does not show in the process list.",
    );
  return token.trim();
}

function save(file: string, content: SavedCredentials): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}
