import type { Command } from "commander";
import type { DelegationList, OnCallList } from "../../api/contract/on-call.ts";
import { count, later, part } from "../options.ts";
import { does } from "../session.ts";
import { section, table, time } from "../show.ts";

/** `cordon on-call …`. */
export function onCallCommands(cordon: Command): void {
  const onCall = cordon.command("on-call").description("who is asked for a yes or no, in which order, and where");
  const list = onCall.command("list").description("list the orders").option("--queue <queue>", "of this queue alone");
  does<[], Record<string, string>>(list, async ({ client, say }, filter) => {
    const page = await client.get<OnCallList>("/v1/on-call", filter);
    say(page, () => onCallText(page));
  });
  const set = onCall
    .command("set")
    .description("put a person in a queue's order for a time")
    .argument("<queue>", "as playbooks and the taxonomy name it: soc")
    .argument("<person>", "somebody who signs in here, or whose token is good")
    .option("--place <number>", "1 is asked first", count, 1)
    .option("--from <time>", "now unless given", later)
    .option("--until <time>", "open-ended unless given: a time, or 12h, 7d from now", later);
  does<[string, string], object>(set, async ({ client, say }, options, queue, person) => {
    const made = await client.send<OnCallList>("POST", "/v1/on-call", { queue, person, ...options });
    say(made, () => onCallText(made));
  });
  const remove = onCall.command("remove").description("take an entry out of its order").argument("<id>");
  does<[string], object>(remove, async ({ client, say }, _options, id) => {
    say(await client.send("DELETE", `/v1/on-call/${part(id)}`), () => "Removed.");
  });
  const contact = onCall
    .command("contact")
    .description("say where a person is reached by a connection; admins alone, as it says who can answer")
    .argument("<person>")
    .requiredOption("--connection <name>", "that the question goes out by")
    .requiredOption("--address <address>", "a mail address, a member id; empty: no longer");
  does<[string], object>(contact, async ({ client, say }, options, person) => {
    say(await client.send("POST", "/v1/on-call/contacts", { person, ...options }), () => "Noted.");
  });
}

function onCallText({ items, contacts, people }: OnCallList): string {
  // Questions go past who has not the roles that the policies ask for, and past who was shut out since.
  const roles = new Map(people.map((one) => [one.person, one.roles.join(", ")]));
  const rows = items.map((one) => {
    const may = roles.get(one.person) ?? "not here any more";
    return [one.queue, one.place, one.person, may, time(one.from), time(one.until), one.id];
  });
  const orders = table(["queue", "place", "person", "may", "from", "until", "id"], rows, {
    spare: ["from", "may"],
    empty: "Nobody is on call.",
  });
  if (contacts.length === 0) return orders;
  const reached = contacts.map(({ person, connection, address }) => [person, connection, address]);
  return `${orders}\n${section("Reached", table(["person", "by", "at"], reached))}`;
}

/** `cordon approvals delegate|delegations`. */
export function addDelegations(approvals: Command): void {
  const hand = approvals
    .command("delegate")
    .description("have somebody else asked in your place for a time; no role is handed on")
    .option("--to <person>", "who is asked")
    .option("--until <time>", "a time, or 8h, 2d from now", later)
    .option("--person <person>", "in this person's place; admins alone")
    .option("--end", "be asked yourself again");
  does<[], { end?: boolean; to?: string; until?: string; person?: string }>(
    hand,
    async ({ client, say }, { end, ...body }) => {
      if (end) {
        const { person } = body;
        return say(await client.send("POST", "/v1/delegations/end", { person }), () => "Ended.");
      }
      const made = await client.send<DelegationList>("POST", "/v1/delegations", body);
      say(made, () => delegationsText(made));
    },
  );
  const list = approvals.command("delegations").description("list who is asked in whose place");
  does<[], object>(list, async ({ client, say }) => {
    const page = await client.get<DelegationList>("/v1/delegations");
    say(page, () => delegationsText(page));
  });
}

function delegationsText({ items }: DelegationList): string {
  const rows = items.map(({ person, to, from, until }) => [person, to, time(from), time(until)]);
  return table(["in place of", "asked is", "from", "until"], rows, { empty: "Everybody is asked in person." });
}
