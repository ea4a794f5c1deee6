import { type Command, Option } from "commander";
import type { AddedPerson, Invitation, PersonList, SessionList } from "../../api/contract/person.ts";
import type { Person } from "../../model/person.ts";
import type { Role } from "../../model/token.ts";
import { PERSON_ROLES } from "../../model/words.ts";
import { askSecret, secretFrom } from "../ask.ts";
import { part } from "../options.ts";
import { does } from "../session.ts";
import { fields, table, time } from "../show.ts";

/** `cordon person …`. */
export function personCommands(cordon: Command): void {
  const person = cordon.command("person").alias("people").description("who may sign in, as what, and where they are");
  addCommand(person);
  showCommands(person);
  changeCommands(person);
  unlinkCommand(person);
  sessionsCommand(person);
  acceptCommand(person);
}

const rolesOption = () =>
  new Option("--role <roles...>", "what they may do").choices(PERSON_ROLES).makeOptionMandatory();

function addCommand(person: Command): void {
  const add = person
    .command("add")
    .description("add a person, and print the code by which they choose a password; it is shown this once")
    .argument("<name>", "lower-case letters, digits, dots, dashes and @; it never changes")
    .addOption(rolesOption())
    .option("--mail <mail>", "by which the identity provider may know them: cordon sign-in oidc set --link-by-mail");
  does<[string], { role: Role[]; mail?: string }>(add, async ({ client, say, note }, { role, mail }, name) => {
    const added = await client.send<AddedPerson>("POST", "/v1/people", { name, roles: role, mail });
    if (added.invitation !== null) note("Hand it over by a way that only they can read: it is not shown again.");
    say(added, () => (added.invitation === null ? `${name} can sign in here now.` : invitationText(added.invitation)));
  });
}

function showCommands(person: Command): void {
  const list = person.command("list").description("list the people of the workspace");
  does<[], object>(list, async ({ client, say }) => {
    const all = await client.get<PersonList>("/v1/people");
    const rows = all.items.map((one) => [one.name, one.roles.join(", "), one.status, time(one.lastSeenAt)]);
    const empty = "Nobody yet. Add the first: cordon person add <name> --role admin";
    say(all, () => table(["name", "roles", "status", "last seen"], rows, { empty, spare: ["last seen"] }));
  });
  const show = person.command("show").description("show one person").argument("<name>");
  does<[string], object>(show, async ({ client, say }, _options, name) => {
    const one = await client.get<Person>(`/v1/people/${part(name)}`);
    say(one, () => personText(one));
  });
}

function changeCommands(person: Command): void {
  const roles = person
    .command("roles")
    .description("give a person exactly these roles; they sign in again, also when they were disabled")
    .argument("<name>")
    .addOption(rolesOption());
  does<[string], { role: Role[] }>(roles, async ({ client, say }, { role }, name) => {
    const one = await client.send<Person>("PUT", `/v1/people/${part(name)}/roles`, { roles: role });
    say(one, () => personText(one));
  });
  const disable = person
    .command("disable")
    .description("shut a person out at once, with their sessions and tokens; cordon person roles lets them in again")
    .argument("<name>");
  does<[string], object>(disable, async ({ client, say }, _options, name) => {
    const one = await client.send<Person>("POST", `/v1/people/${part(name)}/disable`);
    say(one, () => `${one.name} is out. Let them in again: cordon person roles ${one.name} --role ${one.roles[0]}`);
  });
  const reset = person
    .command("reset")
    .description("end a person's sessions, and print a code by which they choose a new password")
    .argument("<name>")
    .option("--second-factors", "also take their second factors away: for whoever has lost them");
  does<[string], { secondFactors?: boolean }>(reset, async ({ client, say, note }, { secondFactors }, name) => {
    const body = { secondFactors: secondFactors ?? false };
    const invitation = await client.send<Invitation>("POST", `/v1/people/${part(name)}/reset`, body);
    note("Hand it over by a way that only they can read: it is not shown again.");
    say(invitation, () => invitationText(invitation));
  });
}

function unlinkCommand(person: Command): void {
  const unlink = person
    .command("unlink")
    .description("forget by what the identity provider knows a person, and end their sessions")
    .argument("<name>");
  does<[string], object>(unlink, async ({ client, say }, _options, name) => {
    say(await client.send("DELETE", `/v1/people/${part(name)}/identity`), () => `${name} is not linked any more.`);
  });
}

function sessionsCommand(person: Command): void {
  const sessions = person
    .command("sessions")
    .description("where a person is signed in")
    .argument("<name>")
    .option("--end <id>", "end this one")
    .option("--end-all", "end every one of them");
  does<[string], { end?: string; endAll?: boolean }>(sessions, async ({ client, say }, { end, endAll }, name) => {
    const path = `/v1/people/${part(name)}/sessions`;
    if (end !== undefined) return say(await client.send("DELETE", `/v1/sessions/${part(end)}`), () => "Ended.");
    if (endAll) {
      const { ended } = await client.send<{ ended: number }>("DELETE", path);
      return say({ ended }, () => `Ended: ${ended}.`);
    }
    const all = await client.get<SessionList>(path);
    const rows = all.items.map((one) => [
      ...[one.id, one.address, one.agent, time(one.createdAt), time(one.lastSeenAt), time(one.expiresAt)],
    ]);
    const head = ["id", "from", "browser", "since", "last seen", "until"];
    say(all, () =>
      table(head, rows, { empty: `${name} is not signed in here.`, spare: ["until", "since", "browser"] }),
    );
  });
}

function acceptCommand(person: Command): void {
  const accept = person
    .command("accept")
    .description("choose your password with the code of an invitation")
    .option("--code <source>", "the code, as @file or - (standard input); asked for without it")
    .option("--password <source>", "the password, as @file or - (standard input); asked for without it");
  does<[], { code?: string; password?: string }>(accept, async ({ client, config, say }, given) => {
    const code = await secret("Code of the invitation", "--code", given.code);
    const password = await secret("New password", "--password", given.password);
    const me = await client.send<{ person: string }>("POST", "/v1/invitation", { code: code.trim(), password });
    say({ person: me.person }, () => `Welcome, ${me.person}. Sign in at ${config.url}.`);
  });
}

/** Never the text of an argument: that would show in the list of processes. */
async function secret(what: string, option: string, source: string | undefined): Promise<string> {
  const read = source === undefined ? undefined : secretFrom(source);
  return read ?? (await askSecret(what, `${option} @file, or - for standard input`));
}

function personText({ name, roles, status, createdAt, lastSeenAt }: Person): string {
  return fields([
    ...([
      ["name", name],
      ["roles", roles.join(", ")],
      ["status", status],
    ] as [string, string][]),
    ["since", time(createdAt)],
    ["last seen", time(lastSeenAt)],
  ]);
}

function invitationText({ code, link, expiresAt }: Invitation): string {
  return fields([
    ["code", code],
    ["link", link],
    ["good until", time(expiresAt)],
  ]);
}
