import type { Command } from "commander";
import type { ConnectionView, ConnectorView, Resealed } from "../../api/contract/connection.ts";
import { InputError } from "../../errors.ts";
import { askSecret, readInput, secretFrom } from "../ask.ts";
import type { Client } from "../client.ts";
import { conditionOf } from "../connection-condition.ts";
import { Ended, EXIT } from "../exit.ts";
import { part } from "../options.ts";
import { does, type Session } from "../session.ts";
import { fields, table, time } from "../show.ts";
import { addCanaries } from "./connection-canary.ts";
import { addCatalog } from "./connections-catalog.ts";

/** `cordon connections …`. */
export function connectionCommands(cordon: Command): void {
  const connections = cordon.command("connections").description("the products Cordon hears from and acts on");
  addList(connections);
  addCatalog(connections);
  addAdd(connections);
  const test = connections
    .command("test")
    .description("ask the product who we are there and what we may do")
    .argument("<name>");
  does<[string], object>(test, (session, _options, name) => testOne(session, name));
  const remove = connections.command("remove").description("take a connection out of use").argument("<name>");
  does<[string], object>(remove, async ({ client, say }, _options, name) => {
    say(await client.send("DELETE", `/v1/connections/${part(name)}`), () => `${name} is out of use.`);
  });
  addPausing(connections);
  addCanaries(connections);
  const reseal = connections
    .command("reseal")
    .description("after a new key was put before the old one in CORDON_KEY or the key file: seal all secrets with it");
  does<[], object>(reseal, async ({ client, say }) => {
    const answer = await client.send<Resealed>("POST", "/v1/connections/reseal");
    say(answer, () =>
      answer.resealed === 0
        ? `All ${answer.sealed} connections with secrets are sealed with the first key already.`
        : `${answer.resealed} of ${answer.sealed} connections with secrets are sealed anew. The old key is no longer needed: take it out and start Cordon again.`,
    );
  });
}

function addPausing(connections: Command): void {
  const pause = connections.command("pause").description("stop asking the product for what came in").argument("<name>");
  does<[string], object>(pause, async ({ client, say }, _options, name) => {
    say(await client.send("POST", `/v1/connections/${part(name)}/pause`), () => `${name} is no longer asked.`);
  });
  const resume = connections
    .command("resume")
    .description("ask the product again, from where it was read last")
    .argument("<name>");
  does<[string], object>(resume, async ({ client, say }, _options, name) => {
    say(await client.send("POST", `/v1/connections/${part(name)}/resume`), () => `${name} is asked again.`);
  });
}

function addList(connections: Command): void {
  const list = connections.command("list").description("list connections");
  does<[], object>(list, async ({ client, say }) => {
    const page = await client.get<{ items: ConnectionView[] }>("/v1/connections");
    const rows = page.items.map((one) => [
      one.name,
      `${one.connector}${one.simulated ? " (simulated)" : ""}`,
      one.secretNames.join(", "),
      conditionOf(one),
      time(one.health?.checkedAt),
      time(one.polling?.polledAt),
    ]);
    say(page, () =>
      table(["name", "connector", "secrets", "health", "tested", "asked"], rows, {
        spare: ["tested", "asked", "secrets"],
        empty:
          "There are no connections. What can be connected: cordon connections catalog. Then: cordon connections add.",
      }),
    );
  });
}

interface AddOptions {
  settings?: string;
  set: Record<string, string>;
  secret: Record<string, string>;
  test: boolean;
}

function addAdd(connections: Command): void {
  const add = connections
    .command("add")
    .description(
      "add a connection, or change the one of that name; secrets that are needed and not given are asked for",
    )
    .argument("<name>", "what it is to be called here")
    .argument("<connector>", 'one of "cordon connections catalog"')
    .option("--settings <file>", "settings as YAML or JSON; - for standard input")
    .option("--set <name=value...>", "one setting; the value is read as YAML", collectSettings, {})
    .option("--secret <name=@file...>", "a secret from a file, or from standard input with name=-", collectSecrets, {})
    .option("--no-test", "do not ask the product afterwards");
  does<[string, string], AddOptions>(add, async (session, { settings, set, secret, test }, name, connector) => {
    const { client, say } = session;
    const given = settings === undefined ? {} : await settingsFrom(settings);
    for (const [setting, text] of Object.entries(set)) given[setting] = await parseYaml(text, `--set ${setting}`);
    const secrets = await completed(client, name, connector, secret);
    const saved = await client.send<ConnectionView>("POST", "/v1/connections", {
      name,
      connector,
      settings: given,
      secrets,
    });
    if (test) return testOne(session, name);
    say(saved, () => `${saved.name} is set up.`);
  });
}

/** Those given, and those asked for that are needed and that the connection does not have already. */
async function completed(
  client: Client,
  name: string,
  connector: string,
  given: Record<string, string>,
): Promise<Record<string, string>> {
  const { items } = await client.get<{ items: ConnectorView[] }>("/v1/connectors");
  const offered = items.find(({ id }) => id === connector)?.secrets;
  // What the connector does not know is said before anything is asked for; an unknown connector the server names.
  const unknown = Object.keys(given).find((secret) => offered?.every((one) => one.name !== secret));
  if (unknown !== undefined) throw unknownSecret(connector, unknown, offered ?? []);
  const needed = offered?.filter(({ optional }) => !optional) ?? [];
  const { items: present } = await client.get<{ items: ConnectionView[] }>("/v1/connections");
  const kept = present.find((one) => one.name === name && one.connector === connector);
  const missing = needed.filter(
    ({ name: secret }) => given[secret] === undefined && !kept?.secretNames.includes(secret),
  );
  const asked: Record<string, string> = { ...given };
  for (const { name: secret, title } of missing)
    asked[secret] = await askSecret(
      `${secret} (${title})`,
      `--secret ${secret}=@file, or ${secret}=- for standard input`,
    );
  return asked;
}

function unknownSecret(connector: string, wrong: string, offered: ConnectorView["secrets"]): InputError {
  const known = offered.map(({ name }) => name).join(", ");
  const message = known === "" ? "It takes none." : `It takes ${known}.`;
  return new InputError("cli.bad-option", `${connector} takes no secret "${wrong.slice(0, 60)}". ${message}`);
}

async function testOne({ client, say }: Session, name: string): Promise<void> {
  const one = await client.send<ConnectionView>("POST", `/v1/connections/${part(name)}/test`);
  const health = one.health;
  say(one, () =>
    fields([
      ["connection", `${one.name} (${one.connector}${one.simulated ? ", simulated" : ""})`],
      ["health", health?.ok ? "ok" : "not ok"],
      ["it says", health?.message],
      ["may", health?.may.join("; ")],
      ["may not", health?.mayNot.join("; ")],
    ]),
  );
  if (health?.ok !== true) throw new Ended(EXIT.failed);
}

async function settingsFrom(file: string): Promise<Record<string, unknown>> {
  const value = await parseYaml(readInput(file).toString("utf8"), file);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new InputError("cli.bad-settings", `${file} holds no settings; expected names and values.`);
}

async function parseYaml(text: string, origin: string): Promise<unknown> {
  const { parse } = await import("yaml");
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw new InputError("cli.bad-settings", `${origin} is not YAML: ${(error as Error).message}`);
  }
}

function collectSettings(text: string, before: Record<string, string>): Record<string, string> {
  const [name, value] = pair(text, "--set");
  return { ...before, [name]: value };
}

function collectSecrets(text: string, before: Record<string, string>): Record<string, string> {
  const [name, reference] = pair(text, "--secret");
  const secret = secretFrom(reference);
  if (secret !== undefined) return { ...before, [name]: secret };
  throw new InputError(
    "cli.secret-in-clear",
    `--secret ${name}: write ${name}=@file or ${name}=-, so that the secret does not show in the process list and the shell's history.`,
  );
}

function pair(text: string, option: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new InputError("cli.bad-option", `${option} takes name=value; found "${text.slice(0, 20)}".`);
  return [text.slice(0, at), text.slice(at + 1)];
}
