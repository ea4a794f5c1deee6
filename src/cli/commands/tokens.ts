import { type Command, Option } from "commander";
import type { Role, Token } from "../../model/token.ts";
import { ROLES } from "../../model/words.ts";
import { part } from "../options.ts";
import { does } from "../session.ts";
import { table, time } from "../show.ts";

/** `cordon tokens …`. */
export function tokenCommands(cordon: Command): void {
  const tokens = cordon.command("tokens").description("who may come in by which door");
  const create = tokens
    .command("create")
    .description("make a token; it is shown this once")
    .argument("<name>")
    .addOption(new Option("--role <roles...>", "what it may do").choices(ROLES).makeOptionMandatory())
    .option("--person <name>", "whose it is, where that is not its name: two tokens of one person are one approver")
    .option("--connection <name>", "with the role ingest: the one connection it may deliver to");
  does<[string], { role: Role[]; person?: string; connection?: string }>(
    create,
    async ({ client, say, note }, { role, person, connection }, name) => {
      const made = await client.send<{ id: string; token: string }>("POST", "/v1/tokens", {
        name,
        roles: role,
        person,
        connection,
      });
      note("Keep it now: it is not shown again.");
      say(made, () => made.token);
    },
  );
  const list = tokens.command("list").description("list tokens; never the tokens themselves");
  does<[], object>(list, async ({ client, say }) => {
    const page = await client.get<{ items: Token[] }>("/v1/tokens");
    const rows = page.items.map((one) => [
      one.id,
      one.name,
      one.person,
      one.roles.join(", "),
      one.connection,
      time(one.createdAt),
      time(one.lastUsedAt),
      time(one.revokedAt),
    ]);
    say(page, () =>
      table(["id", "name", "person", "roles", "connection", "made", "last used", "revoked"], rows, {
        spare: ["made", "connection", "last used", "revoked"],
      }),
    );
  });
  const revoke = tokens.command("revoke").description("end a token's life").argument("<id>");
  does<[string], object>(revoke, async ({ client, say }, _options, id) => {
    say(await client.send("DELETE", `/v1/tokens/${part(id)}`), () => "Revoked.");
  });
}
