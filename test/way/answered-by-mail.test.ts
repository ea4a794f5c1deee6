/** From an effect that people are asked about, over a mail that a real server delivered, to the effect: by the link, as people do it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readMail } from "../../src/connector/mail/read-mail.ts";
import { type AskingCordon, startAsking, until } from "../support/asking-cordon.ts";
import { hasExim, type RunningExim, startExim } from "../support/real/exim.ts";

const installed = hasExim();
let exim: RunningExim;
let asking: AskingCordon;
beforeEach((context) => context.skip(!installed, "needs exim4"));
beforeAll(async () => {
  if (!installed) return;
  [exim, asking] = [await startExim(), await startAsking()];
  const { host, port, user, password, caPem, domain } = exim;
  const settings = { host, port, user, from: `cordon@${domain}`, tls: { caPem } };
  const { call } = asking.cordon;
  await call("POST", "/v1/connections", { name: "mail", connector: "smtp", settings, secrets: { password } });
  for (const [place, person] of ["ada", "bob"].entries()) {
    await call("POST", "/v1/tokens", { name: person, roles: ["approver"] }, 201);
    await call("POST", "/v1/on-call", { queue: "soc", person, place: place + 1 });
    await call("POST", "/v1/on-call/contacts", { person, connection: "mail", address: `${person}@${domain}` });
  }
}, 60_000);
afterAll(async () => {
  await asking?.stop();
  await exim?.stop();
});

/** The link in the newest mail to somebody. */
function linkTo(person: string, count: number): Promise<string> {
  return until(async () => {
    const mails = exim.delivered().filter((mail) => mail.includes(`\nTo: <${person}@`));
    return mails.length < count ? undefined : /https?:\/\/\S+\/answer\/\S+/.exec(readMail(mails.at(-1)!).text())?.[0];
  });
}

async function answer(link: string, said: string, reason = ""): Promise<number> {
  const page = await (await fetch(link)).text();
  const argsHash = /name="argsHash" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? "";
  const body = new URLSearchParams({ argsHash, answer: said, reason });
  return (await fetch(link, { method: "POST", body })).status;
}

test("the next in the order gets the mail when the first does not answer, and a yes by its link has it done once", async () => {
  await asking.policies('@decision("ask") @on_expiry("escalate")');
  const approval = await asking.ask();
  const first = await linkTo("ada", 1);
  expect(exim.delivered().join("")).not.toContain("To: <bob@");
  expect(await (await fetch(first)).text()).toContain("POST /word by product");
  expect(asking.product.seen).toHaveLength(0);

  await asking.passTime(approval);
  expect(await answer(await linkTo("bob", 1), "approved")).toBe(200);
  await until(async () => (asking.product.seen.length === 1 ? true : undefined));
  expect(await asking.approval(approval.id)).toMatchObject({ status: "approved", decidedBy: "person:bob", round: 1 });
  expect(await answer(first, "approved")).toBe(410);
});

test("a no by the link says why in the incident, and nothing is done", async () => {
  await asking.policies('@decision("ask")');
  const approval = await asking.ask();
  expect(await answer(await linkTo("ada", 2), "denied", "It is a drill.")).toBe(200);
  const reason = await until(async () => (await asking.handoffOf(approval)) || undefined);
  expect(reason).toContain("person:ada said no: It is a drill.");
  expect(asking.product.seen).toHaveLength(1);
});

test("a question goes to who stands in for somebody, and says so", async () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await asking.cordon.call("POST", "/v1/delegations", { person: "ada", to: "bob", until }, 201);
  await asking.policies('@decision("ask")');
  await asking.ask();
  const link = await linkTo("bob", 2);
  expect(await (await fetch(link)).text()).toContain("You are</dt><dd>bob");
  const mail = exim.delivered().filter((one) => one.includes("\nTo: <bob@"))[1]!;
  expect(readMail(mail).text()).toContain("Asked in place of: ada");
});
