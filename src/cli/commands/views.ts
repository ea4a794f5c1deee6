import { type Command, Option } from "commander";
import type { SavedView } from "../../api/contract/query.ts";
import { InputError } from "../../errors.ts";
import type { RecordKind } from "../../model/record-fields.ts";
import { RECORD_KINDS } from "../../model/words.ts";
import type { Client } from "../client.ts";
import { part } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, fields, table, time } from "../show.ts";

interface SaveOptions {
  kind: RecordKind;
  filter?: string;
  text?: string;
  columns?: string;
  sort?: string;
  shared?: boolean;
}

const kindOption = () =>
  new Option("--kind <kind>", "what it shows").choices(RECORD_KINDS).default("incidents" satisfies RecordKind);

/** `cordon view …`. */
export function viewCommands(cordon: Command): void {
  const view = cordon.command("view").alias("views").description("filters with a name, one's own or everybody's");
  addSave(view);
  addList(view);
  const show = view.command("show").description("show a view").argument("<name>").addOption(kindOption());
  does<[string], { kind: RecordKind }>(show, async ({ client, say }, { kind }, name) => {
    const one = await viewNamed(client, kind, name);
    say(one, () => detailText(one));
  });
  const remove = view.command("delete").description("delete a view").argument("<name>").addOption(kindOption());
  does<[string], { kind: RecordKind }>(remove, async ({ client, say }, { kind }, name) => {
    const { id } = await viewNamed(client, kind, name);
    say(await client.send("DELETE", `/v1/views/${part(id)}`), () => "Deleted.");
  });
}

function addSave(view: Command): void {
  const save = view
    .command("save")
    .description("save a view, over your own of that name; use it with --view")
    .argument("<name>")
    .addOption(kindOption())
    .option("--filter <condition>", 'in CEL: severity >= "high" && open')
    .option("--text <words>", "words that begin words of the text")
    .option("--columns <fields>", "fields to show, separated by commas")
    .addOption(new Option("--sort <order>").choices(["newest", "oldest"]))
    .option("--shared", "everybody's, not only yours");
  does<[string], SaveOptions>(save, async ({ client, say }, { columns, text, ...options }, name) => {
    const list = columns?.split(",").map((column) => column.trim());
    const saved = await client.send<SavedView>("POST", "/v1/views", { name, ...options, q: text, columns: list });
    say(saved, () => `Saved. See it: cordon ${saved.kind} list --view ${saved.name}`);
  });
}

function addList(view: Command): void {
  const list = view
    .command("list")
    .description("list views")
    .addOption(new Option("--kind <kind>", "what they show").choices(RECORD_KINDS));
  does<[], { kind?: RecordKind }>(list, async ({ client, say }, filter) => {
    const answer = await client.get<{ items: SavedView[] }>("/v1/views", { ...filter });
    const rows = answer.items.map((one) => [
      one.name,
      one.kind,
      one.shared ? "everybody's" : "yours",
      one.filter,
      one.q,
    ]);
    say(answer, () =>
      table(["name", "kind", "whose", "filter", "text"], rows, {
        spare: ["text", "whose"],
        empty: emptyText("views", filter, "Save one: cordon view save <name> --filter …"),
      }),
    );
  });
}

function detailText(one: SavedView): string {
  return fields([
    ["view", one.name],
    ["kind", one.kind],
    ["whose", one.shared ? "everybody's" : "yours"],
    ["filter", one.filter],
    ["text", one.q],
    ["columns", one.columns.join(", ")],
    ["sort", one.sort],
    ["saved", `${time(one.updatedAt)} by ${one.createdBy}`],
  ]);
}

async function viewNamed(client: Client, kind: RecordKind, name: string): Promise<SavedView> {
  const { items } = await client.get<{ items: SavedView[] }>("/v1/views", { kind, name });
  if (items[0] === undefined)
    throw new InputError("api.not-found", `There is no view "${name.slice(0, 100)}" of ${kind}.`);
  return items[0];
}
