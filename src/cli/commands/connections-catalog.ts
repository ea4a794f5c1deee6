import type { Command } from "commander";
import type { ConnectorView } from "../../api/contract/connection.ts";
import { InputError } from "../../errors.ts";
import { does } from "../session.ts";
import { fields, section, table } from "../show.ts";

type Action = ConnectorView["actions"][number];

/** `cordon connections catalog`. */
export function addCatalog(connections: Command): void {
  const catalog = connections
    .command("catalog")
    .description("list the products that can be connected, with what they need; of one, what is known of its actions")
    .argument("[connector]", "one of them");
  does<[string | undefined], object>(catalog, async ({ client, say }, _options, id) => {
    const page = await client.get<{ items: ConnectorView[] }>("/v1/connectors");
    if (id !== undefined) {
      const one = named(id, page.items);
      return say(one, () => connectorText(one));
    }
    const rows = page.items.map((one) => [
      one.id,
      one.title,
      one.takesAlerts ? "alerts" : "",
      one.actions.map(({ capability }) => capability).join(", "),
      secretsOf(one),
    ]);
    say(page, () => table(["id", "product", "sends", "can do", "secrets"], rows, { spare: ["secrets"] }));
  });
}

function named(id: string, items: readonly ConnectorView[]): ConnectorView {
  const found = items.find((one) => one.id === id);
  if (found !== undefined) return found;
  const like = items.filter((one) => one.id.startsWith(id.slice(0, 3))).map((one) => `"${one.id}"`);
  const near = like.length === 0 ? "cordon connections catalog lists them all" : `did you mean ${like.join(" or ")}?`;
  throw new InputError("cli.bad-option", `There is no connector "${id.slice(0, 60)}"; ${near}`);
}

function secretsOf({ secrets }: ConnectorView): string {
  return secrets.map(({ name, optional }) => (optional ? `[${name}]` : name)).join(", ");
}

function connectorText(one: ConnectorView): string {
  const { properties = {} } = one.settings as { properties?: Record<string, unknown> };
  const head = fields([
    ["connector", `${one.id}: ${one.title}${one.simulated ? " (simulated)" : ""}`],
    ["sends", one.takesAlerts ? "alerts" : "nothing"],
    ["settings", Object.keys(properties).join(", ")],
    ["secrets", secretsOf(one)],
    ["its documentation", one.docs],
  ]);
  if (one.actions.length === 0) return head;
  const rows = one.actions.map((action) => [
    action.capability,
    action.effect,
    readBackText(action),
    repeatedText(action),
    action.permissions.join("; "),
  ]);
  const actions = table(["action", "class", "read back", "the same call twice", "needs"], rows, { spare: ["needs"] });
  return `${head}\n${section("Actions", actions)}`;
}

/** What only looks has nothing to read back. */
function readBackText({ effect, readBack }: Action): string {
  return effect === "observe" ? "-" : readBack ? "yes" : "no";
}

function repeatedText({ effect, idempotent }: Action): string {
  if (effect === "observe") return "-";
  if (idempotent === "by-settings") return "as its settings say";
  return idempotent ? "is one effect" : "may be two effects";
}
