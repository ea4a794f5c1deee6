import type { Command } from "commander";
import type { Delivery, DeliveryDetail } from "../../api/contract/delivery.ts";
import type { IngestReceipt } from "../../api/contract/ingest.ts";
import { Ended, EXIT } from "../exit.ts";
import { count, part } from "../options.ts";
import { safeLine, safeLines } from "../safe-text.ts";
import { does, type Session } from "../session.ts";
import { emptyText, section, table, time } from "../show.ts";

/** `cordon deliveries …`. */
export function deliveryCommands(cordon: Command): void {
  const deliveries = cordon
    .command("deliveries")
    .description("what came by the connections, word for word, and what became of it");
  addList(deliveries);
  addShow(deliveries);
  addReplay(deliveries);
}

function addList(deliveries: Command): void {
  const list = deliveries
    .command("list")
    .description("list what came, newest first")
    .option("--connection <name>")
    .option("--unread", "only those of which something could not be read")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { connection?: string; unread?: boolean; limit: number }>(list, async ({ client, say }, given) => {
    const { connection, unread, limit } = given;
    const filter = { connection, ...(unread ? { unread: "true" } : {}) };
    const page = await client.list<Delivery>("/v1/deliveries", filter, limit);
    const rows = page.items.map((one) => [
      ...[one.id, one.connection, time(one.receivedAt), one.bytes],
      ...[one.alerts, one.duplicates, one.unread, one.held],
    ]);
    const head = ["id", "connection", "at", "bytes", "new", "known", "unread", "held"];
    say(page, () =>
      table(head, rows, { spare: ["bytes", "at", "connection"], empty: emptyText("deliveries", filter) }),
    );
  });
}

function addShow(deliveries: Command): void {
  const show = deliveries
    .command("show")
    .description("say what became of each part of a delivery, with the delivery itself")
    .argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const one = await client.get<DeliveryDetail>(`/v1/deliveries/${part(id)}`);
    say(one, () => deliveryText(one));
  });
}

function deliveryText({ outcomes, unread, raw }: DeliveryDetail): string {
  const became = [
    ...outcomes.map(({ position, what, title, rule, suppressionId, incident }) => ({
      position,
      row: [what === "alert" ? "new" : "known", title, whither(incident, suppressionId !== null), rule],
    })),
    ...unread.map(({ position, id, status, code }) => ({ position, row: [status, code, `quarantine ${id}`, ""] })),
  ].sort((a, b) => a.position - b.position);
  const rows = became.map(({ position, row }) => [position, ...row]);
  const head = ["document", "became", "what", "where", "folded by"];
  const text = raw === null ? "No longer kept, or kept from you." : safeLines(raw.text);
  const cut = raw?.truncated ? "\n(cut: it is longer)" : "";
  return `${table(head, rows, { empty: "Nothing was in it.", spare: ["folded by"] })}\n${section("Message", text + cut)}`;
}

function whither(incident: number | null, suppressed: boolean): string {
  if (suppressed) return "suppressed";
  return incident === null ? "no incident" : `incident ${incident}`;
}

interface Reread {
  id: string;
  receipt: IngestReceipt;
}

function addReplay(deliveries: Command): void {
  const replay = deliveries
    .command("replay")
    .description("read again what is held of a delivery, once its connector or mapping is mended")
    .argument("<id>");
  does<[string], object>(replay, async (session, _options, id) => {
    const { say, note } = session;
    const items = await replayed(session, id);
    const rows = items.map(({ id: held, receipt }) => [
      ...[held, receipt.accepted, receipt.duplicates, receipt.quarantined.map((still) => still.id).join(", ")],
    ]);
    const empty = safeLine(`Nothing of ${id} is held.`);
    say({ items }, () => table(["id", "new", "known", "still held as"], rows, { empty }));
    if (items.every(({ receipt }) => receipt.quarantined.length === 0)) return;
    note("What is still held could not be read this time either: cordon quarantine show <id> says why.");
    throw new Ended(EXIT.failed);
  });
}

/** What waits of it, each in its turn. */
async function replayed({ client }: Session, id: string): Promise<Reread[]> {
  const { unread } = await client.get<DeliveryDetail>(`/v1/deliveries/${part(id)}`);
  const items: Reread[] = [];
  for (const { id: held, status } of unread) {
    if (status !== "held") continue;
    items.push({ id: held, receipt: await client.send<IngestReceipt>("POST", `/v1/quarantine/${part(held)}/replay`) });
  }
  return items;
}
