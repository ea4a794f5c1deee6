import type { Command } from "commander";
import type { EntityDetail, EntityView, NamedEntities, Stays } from "../../api/contract/entity.ts";
import { InputError } from "../../errors.ts";
import type { Client } from "../client.ts";
import { count, moment, part } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, fields, marksOf, section, table, time } from "../show.ts";

/** `cordon entities …`. */
export function entityCommands(cordon: Command): void {
  const entities = cordon
    .command("entities")
    .description("users, devices and other things, each one record under all its names");
  addList(entities);
  addShow(entities);
  addHost(entities);
  addMerge(entities);
  addSplit(entities);
}

function addList(entities: Command): void {
  const list = entities
    .command("list")
    .description("list entities, newest first")
    .option("--type <type>")
    .option("--inventoried <yes>", "true or false")
    .option("--q <text>", "part of the key or the name")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; [filter: string]: string | number }>(
    list,
    async ({ client, say }, { limit, ...filter }) => {
      const page = await client.list<EntityView>("/v1/entities", filter, limit);
      const rows = page.items.map((one) => [
        one.type,
        one.key,
        one.name,
        one.inventoried ? "yes" : "",
        one.aliases.join(", "),
      ]);
      say(page, () =>
        table(["type", "key", "name", "inventoried", "other names"], rows, {
          spare: ["name", "inventoried"],
          empty: emptyText("entities", filter),
        }),
      );
    },
  );
}

function addShow(entities: Command): void {
  const show = entities
    .command("show")
    .description("show the record that a name leads to, with all its names and who taught them")
    .argument("<name>", "its id, or any name: a mail address, SID, host name, agent id …")
    .option("--type <type>");
  does<[string], { type?: string }>(show, async ({ client, say }, { type }, name) => {
    const found = await named(client, name, type);
    say(found, () =>
      [
        ...(found.ambiguous
          ? ["Several records claim that name; what sources say of it leads to none of them.\n"]
          : []),
        found.items.map(detailText).join("\n\n"),
      ].join("\n"),
    );
  });
}

function addHost(entities: Command): void {
  const host = entities
    .command("host")
    .description("say which host an address was at a time, as alerts told")
    .argument("<address>")
    .option("--at <time>", "a time, or 2h for two hours ago; now when left out", moment);
  does<[string], { at?: string }>(host, async ({ client, say }, { at }, address) => {
    const stays = await client.get<Stays>("/v1/addresses", { address, ...(at === undefined ? {} : { at }) });
    const rows = stays.items.map((one) => [
      one.key,
      one.within ? "then" : "last before",
      time(one.from),
      time(one.until),
      one.connection,
    ]);
    say(stays, () =>
      table(["host", "when", "from", "until", "told by"], rows, {
        spare: ["told by"],
        empty: `No alert told of a host at ${stays.address} before ${time(stays.at)}.`,
      }),
    );
  });
}

function addMerge(entities: Command): void {
  const merge = entities
    .command("merge")
    .description("say that a record is the same thing as another; split takes that back")
    .argument("<name>", "the record that will lead to the other")
    .argument("<into>", "the record that stays")
    .option("--type <type>");
  does<[string, string], { type?: string }>(merge, async ({ client, say }, { type }, name, into) => {
    const [from, target] = [await theOne(client, name, type), await theOne(client, into, type)];
    const merged = await client.send<EntityDetail>("POST", `/v1/entities/${part(from.id)}/merge`, { into: target.id });
    say(merged, () => `${from.key} is ${target.key} now. To take it back: cordon entities split ${from.id}`);
  });
}

function addSplit(entities: Command): void {
  const split = entities
    .command("split")
    .description("say that a name is not a record's, or make a merged record one of its own again")
    .argument("<name>", "the record")
    .option("--alias <name>", "the name that is not its own; alerts do not teach it again")
    .option("--restore", "the name is its own after all")
    .option("--type <type>");
  does<[string], { alias?: string; restore?: true; type?: string }>(
    split,
    async ({ client, say }, { alias, restore = false, type }, name) => {
      const { id, key } = await theOne(client, name, type);
      const body = alias === undefined ? {} : { alias, restore };
      const after = await client.send<EntityDetail>("POST", `/v1/entities/${part(id)}/split`, body);
      say(after, () => {
        if (alias === undefined) return `${key} is a record of its own again.`;
        return restore ? `${alias} is ${key} again.` : `${alias} is no name of ${key} any more.`;
      });
    },
  );
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function named(client: Client, name: string, type: string | undefined): Promise<NamedEntities> {
  const query = { name, ...(type === undefined ? {} : { type }) };
  const found = await client.get<NamedEntities>("/v1/entities/named", query);
  if (found.items.length > 0) return found;
  if (ID.test(name)) return { items: [await client.get<EntityDetail>(`/v1/entities/${part(name)}`)], ambiguous: false };
  throw new InputError(
    "cli.no-such-entity",
    `No record has the name "${name.slice(0, 100)}". Look: cordon entities list --q`,
  );
}

async function theOne(client: Client, name: string, type: string | undefined): Promise<EntityDetail> {
  const { items } = await named(client, name, type);
  const [only] = items;
  if (items.length === 1 && only !== undefined) return only;
  const known = items.map((one) => `${one.id} (${one.type} ${one.key})`).join(", ");
  throw new InputError(
    "cli.no-such-entity",
    `"${name.slice(0, 100)}" may be several records; name one by its id: ${known}.`,
  );
}

function detailText(one: EntityDetail): string {
  const { attributes: of } = one;
  const names = one.names.map((name) => [
    name.alias,
    name.kind,
    name.scope,
    name.origin === "inventory" ? "the inventory" : name.connection,
    time(name.learnedAt),
    name.rejectedAt !== null
      ? `split by ${name.rejectedBy}`
      : name.alsoOf.length > 0
        ? `also of ${name.alsoOf.join(", ")}`
        : "",
  ]);
  const stays = one.addresses.map((stay) => [stay.address, time(stay.from), time(stay.until), stay.connection]);
  return [
    fields([
      [one.type, one.key],
      ["name", one.name],
      ["id", one.id],
      ["merged into", one.mergedInto ?? undefined],
      ["criticality", of.criticality],
      ["marked", marksOf(of)],
      ["owner", of.owner],
      ["department", of.department],
      ["tags", of.tags.join(", ")],
      ["inventory spoke of it", one.inventoried ? time(one.inventoriedAt) : "never"],
      ["first seen", time(one.firstSeenAt)],
    ]),
    section("Names", table(["name", "kind", "within", "from", "since", "note"], names, { spare: ["since", "within"] })),
    ...(one.merged.length === 0
      ? []
      : [section("Merged into it", one.merged.map(({ id, key }) => `${key} (${id})`).join("\n"))]),
    ...(stays.length === 0 ? [] : [section("Addresses", table(["address", "from", "until", "told by"], stays))]),
  ].join("\n");
}
