/** What a command is given: the server, and where to say what came of it. */
import type { Command } from "commander";
import { type ClientConfig, readClientConfig } from "../config.ts";
import { InputError } from "../errors.ts";
import { type Client, newClient } from "./client.ts";
import { safeJson } from "./safe-text.ts";

export interface Session {
  client: Client;
  config: ClientConfig;
  /** With --json the value and nothing else; otherwise the text. */
  say(value: unknown, text: () => string): void;
  /** To the person, beside the result. */
  note(text: string): void;
}

/** The session of a command, by its options and the environment. */
export function sessionOf(command: Command): Session {
  const { json, url, in: workspace } = command.optsWithGlobals<{ json?: boolean; url?: string; in?: string }>();
  const read = readClientConfig();
  // A saved token belongs to the server it was made for, and is not shown to another.
  const there =
    url === undefined || url === read.url ? read : { ...read, url, token: process.env.CORDON_TOKEN, tokens: {} };
  const config = workspace === undefined ? there : { ...there, token: tokenIn(there, workspace) };
  return {
    client: newClient(config),
    config,
    say: (value, text) => void process.stdout.write(`${json ? safeJson(value) : text()}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
  };
}

/** @throws InputError `cli.not-logged-in-there` */
function tokenIn({ tokens, url }: ClientConfig, workspace: string): string {
  const token = Object.hasOwn(tokens, workspace) ? tokens[workspace] : undefined;
  if (token !== undefined) return token;
  const known = Object.keys(tokens);
  const kept = known.length === 0 ? "" : ` Kept are those of ${known.join(", ")}.`;
  throw new InputError(
    "cli.not-logged-in-there",
    `No token for the workspace "${workspace}" at ${url} is kept here.${kept} Make one there, and log in with it: cordon login --token -`,
  );
}

/** Ties a command to what it does: its arguments first, then its options, then the session. */
export function does<A extends unknown[], O>(
  command: Command,
  act: (session: Session, options: O, ...args: A) => Promise<void>,
): Command {
  return command.action(async (...given: unknown[]) => {
    const args = given.slice(0, -2) as A;
    await act(sessionOf(command), given.at(-2) as O, ...args);
  });
}
