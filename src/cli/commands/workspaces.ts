import { type Command, Option } from "commander";
import type { PersonList } from "../../api/contract/person.ts";
import type { Workspace, WorkspaceList } from "../../api/contract/workspace.ts";
import { InputError } from "../../errors.ts";
import type { Person } from "../../model/person.ts";
import type { Role } from "../../model/token.ts";
import { PERSON_ROLES } from "../../model/words.ts";
import type { Client } from "../client.ts";
import { part } from "../options.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";
import { table, time } from "../show.ts";

/** `cordon workspace …`. */
export function workspaceCommands(cordon: Command): void {
  const workspace = cordon
    .command("workspace")
    .alias("workspaces")
    .description("the workspaces that one sees to, and who may do what in them");
  addList(workspace);
  addMake(workspace);
  addPeople(workspace);
  addMembers(workspace);
}

function addList(workspace: Command): void {
  const list = workspace.command("list").description("list the workspaces that one sees to");
  does<[], object>(list, async ({ client, say }) => {
    const all = await client.get<WorkspaceList>("/v1/workspaces");
    const rows = all.items.map((one) => [one.name, one.people, time(one.createdAt), one.first ? "yes" : "", one.id]);
    say(all, () => table(["workspace", "people", "since", "first", "id"], rows, { spare: ["id", "since"] }));
  });
}

function addMake(workspace: Command): void {
  const make = workspace
    .command("create")
    .description("make a workspace with the shipped content in force")
    .argument("<name>", "lower-case letters, digits and dashes")
    .option("--admin <person>", "who administers it: somebody with an account; yourself unless given");
  does<[string], { admin?: string }>(make, async ({ client, say }, options, name) => {
    const made = await client.send<Workspace>("POST", "/v1/workspaces", { name, ...options });
    say(made, () =>
      safeLine(`${made.name} is made. Who else works there: cordon workspace grant ${made.name} <person>`),
    );
  });
  const rename = workspace
    .command("rename")
    .description("call a workspace otherwise; CORDON_SYSLOG, answer addresses and grants that name it have to follow")
    .argument("<workspace>")
    .argument("<name>");
  does<[string, string], object>(rename, async ({ client, say }, _options, called, name) => {
    const { id } = await workspaceCalled(client, called);
    const renamed = await client.send<Workspace>("PATCH", `/v1/workspaces/${part(id)}`, { name });
    say(renamed, () => safeLine(`${called} is called ${renamed.name} now.`));
  });
}

function addPeople(workspace: Command): void {
  const people = workspace.command("people").description("list who may do what in a workspace").argument("<workspace>");
  does<[string], object>(people, async ({ client, say }, _options, called) => {
    const { id } = await workspaceCalled(client, called);
    const all = await client.get<PersonList>(`/v1/workspaces/${part(id)}/people`);
    const rows = all.items.map((one) => [one.name, one.roles.join(", "), one.status, time(one.lastSeenAt)]);
    const empty = safeLine(`Nobody. Let somebody in: cordon workspace grant ${called} <person> --role analyst`);
    say(all, () => table(["name", "roles", "status", "last seen"], rows, { empty, spare: ["last seen"] }));
  });
}

function addMembers(workspace: Command): void {
  const grant = workspace
    .command("grant")
    .description("give somebody with an account exactly these roles in a workspace; they sign in again there")
    .argument("<workspace>")
    .argument("<person>")
    .addOption(new Option("--role <roles...>", "what they may do").choices(PERSON_ROLES).makeOptionMandatory());
  does<[string, string], { role: Role[] }>(grant, async ({ client, say }, { role: roles }, called, name) => {
    const { id } = await workspaceCalled(client, called);
    const one = await client.send<Person>("PUT", `/v1/workspaces/${part(id)}/people/${part(name)}`, { roles });
    say(one, () => safeLine(`${one.name} is ${one.roles.join(", ")} in ${called}.`));
  });
  const remove = workspace
    .command("remove")
    .description("shut somebody out of a workspace at once; grant lets them in again")
    .argument("<workspace>")
    .argument("<person>");
  does<[string, string], object>(remove, async ({ client, say }, _options, called, name) => {
    const { id } = await workspaceCalled(client, called);
    const one = await client.send<Person>("DELETE", `/v1/workspaces/${part(id)}/people/${part(name)}`);
    say(one, () => safeLine(`${one.name} is out of ${called}.`));
  });
}

/** By its name or id. @throws InputError `api.not-found` */
async function workspaceCalled(client: Client, called: string): Promise<Workspace> {
  const { items } = await client.get<WorkspaceList>("/v1/workspaces");
  const found = items.find(({ id, name }) => name === called || id === called);
  if (found !== undefined) return found;
  const known = items.map(({ name }) => name).join(", ");
  throw new InputError("api.not-found", `There is no workspace "${called}" that you see to; there is ${known}.`);
}
