/** A playbook that does badly asks before it goes on, until a person lets it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AskingCordon, startAsking, until } from "../../test/support/asking-cordon.ts";
import { startTestServer, type TestServer } from "../../test/support/http-server.ts";
import { newId } from "../ids.ts";
import { type Log, silentLog } from "../log.ts";
import type { Breaker } from "../model/breaker.ts";
import { openBreaker } from "../store/breaker.ts";
import { transaction } from "../store/database.ts";
import { openDriftReview } from "../store/review-drift.ts";
import { ensureWorkspace } from "../store/workspace.ts";
import { type Ask, intentWriter } from "./intend.ts";
import { watchBreakers } from "./watch-breakers.ts";

let asking: AskingCordon;
let chat: TestServer;
let status = 200;
let answers = true;
beforeAll(async () => {
  chat = await startTestServer((_request, response) => {
    if (answers) response.end('{"ok":true,"ts":"1.2"}');
    else response.destroy();
  });
  asking = await startAsking(() => status);
  const secrets = { token: "xoxb-1" };
  const settings = { baseUrl: chat.url, channel: "C1" };
  await asking.cordon.call("POST", "/v1/connections", { name: "chat", connector: "slack", settings, secrets });
  await asking.policies('@reason("words are free")');
  await asking.cordon.call("PUT", "/v1/breakers/thresholds", { least: 2 });
});
afterAll(async () => {
  await asking?.stop();
  await chat?.close();
});

const watch = () => {
  const { database, content } = asking.cordon;
  return watchBreakers({ database, content, worker: newId(), log: silentLog });
};
const open = async () => (await asking.cordon.call<{ items: Breaker[] }>("GET", "/v1/breakers?open=true")).items;
const failed = async (count: number) =>
  until(async () => {
    const found = await asking.cordon.database.system.query("SELECT 1 FROM effects WHERE status = 'failed'");
    return found.rowCount === count ? true : undefined;
  });
const releasing = (effectClass: "recover" | "notify"): Ask => ({
  intent: {
    ...{ id: newId(), workspaceId: asking.cordon.workspaceId, incidentId: null, runId: null, step: "s" },
    ...{ playbook: "one-word", idempotencyKey: newId(), capability: "http.send", effectClass, connectionId: null },
    ...{ connection: "product", entityType: "other", entityKey: "none", args: {}, argsHash: "", leaseSeconds: null },
    ...{ reverses: null, actor: "system", again: false },
  },
  question: {
    ...{ capability: { say: () => "say" } as never, connection: "product", args: {}, leaseSeconds: null, step: "s" },
    ...{ incident: { number: 1 } as never, evidence: "", playbook: "one-word", queue: "soc" },
  },
  content: { connections: [], decide: () => ({ decision: "allow", policies: [], reason: "yes", budgets: [] }) },
  request: { incident: { type: "t" } } as never,
});

test("what fails too often opens it, once, and people are told in chat", async () => {
  status = 400;
  await asking.alert();
  await failed(1);
  await watch();
  expect(await open()).toEqual([]);
  await asking.alert();
  await failed(2);
  await Promise.all([watch(), watch(), watch()]);
  expect(await open()).toMatchObject([
    { playbook: "one-word", cause: "failures", reason: "2 of its 2 effects of the last 60 min failed." },
  ]);
  const told = () => chat.seen.filter(({ body }) => body.includes("asks+before+everything+it+does"));
  await until(async () => (told().length > 0 ? true : undefined));
  expect(told()).toHaveLength(1);
  const audit = await asking.cordon.database.system.query("SELECT 1 FROM audit WHERE action = 'breaker-opened'");
  expect(audit.rowCount).toBe(1);
});

test("while it is open each effect that would have been allowed asks, and a yes has it done", async () => {
  status = 200;
  const before = asking.product.seen.length;
  const approval = await asking.ask();
  expect(approval.words.policy).toMatch(/^The breaker of the playbook is open: 2 of its 2 effects .* Allowed by word/);
  expect(asking.product.seen.length).toBe(before);
  await asking.as("ada", "POST", `/v1/approvals/${approval.id}/approve`, {});
  await until(async () => (asking.product.seen.length === before + 1 ? true : undefined));
});

test("while it is open what gives back what was taken is not held up", async () => {
  const standings = await transaction(asking.cordon.database.system, (client) =>
    intentWriter.write(client, [releasing("recover"), releasing("notify")]),
  );
  expect(standings).toMatchObject([{ kind: "go" }, { kind: "parked" }]);
});

test("under a freeze what is on its way is known, so that it is looked at, and what was never tried is only held", async () => {
  const { id } = await asking.cordon.call<{ id: string }>(
    "POST",
    "/v1/freezes",
    { scope: "workspace", reason: "r" },
    201,
  );
  const freeze = async (ask: Ask) =>
    transaction(asking.cordon.database.system, (client) =>
      intentWriter.write(client, [{ ...ask, intent: { ...ask.intent, effectClass: "contain", again: true } }]),
    );
  const tried = releasing("recover");
  await transaction(asking.cordon.database.system, (client) => intentWriter.write(client, [tried]));
  expect(await freeze(tried)).toMatchObject([{ kind: "held", onItsWay: { id: tried.intent.id } }]);
  expect(await freeze(releasing("recover"))).toMatchObject([{ kind: "held", onItsWay: null }]);
  await asking.cordon.call("POST", `/v1/freezes/${id}/thaw`, { reason: "r" });
});

test("a person closes it with a reason, and what happened before counts no more", async () => {
  const before = asking.product.seen.length;
  const reset = await asking.as("ada", "POST", "/v1/breakers/reset", { playbook: "one-word", reason: "Mended." });
  expect(reset).toMatchObject({ status: 200, body: { resetBy: "token:ada", resetReason: "Mended." } });
  const again = await asking.as("ada", "POST", "/v1/breakers/reset", { playbook: "one-word", reason: "Mended." });
  expect(again).toMatchObject({ status: 404 });
  await watch();
  expect(await open()).toEqual([]);
  await asking.alert();
  await until(async () => (asking.product.seen.length === before + 1 ? true : undefined));
});

test("a review's finding that a figure went up opens it", async () => {
  const { database, workspaceId } = asking.cordon;
  await database.system.query(
    `INSERT INTO reviews (id, workspace_id, playbook, period_from, period_to, figures, findings, due_at)
     VALUES ($1, $2, 'one-word', now() - interval '7 days', now(), '{}', '[{"code":"handoff-up","text":"The handoff rate went up."}]', now())`,
    [newId(), workspaceId],
  );
  await watch();
  expect(await open()).toMatchObject([{ cause: "drift", reason: "A review found: The handoff rate went up." }]);
});

test("after a reset new drift in a review that is still open opens it again, and what was found before does not", async () => {
  const { database, workspaceId } = asking.cordon;
  const drifted = (code: string, text: string) =>
    transaction(database.system, (client) =>
      openDriftReview(client, workspaceId, {
        ...{ playbook: "one-word", source: null, from: new Date(0), to: new Date(), figures: {}, owner: "soc" },
        ...{ findings: [{ code, text, incidents: [] }], dueAt: new Date() },
      }),
    );
  const review = await drifted("drift-failures-up", "Failures went up.");
  await asking.as("ada", "POST", "/v1/breakers/reset", { playbook: "one-word", reason: "Seen." });
  await watch();
  expect(await open()).toEqual([]);
  expect(await drifted("drift-refusals-up", "Refusals went up.")).toBe(review);
  await watch();
  expect(await open()).toMatchObject([{ cause: "drift", reason: "A review found: Refusals went up." }]);
});

test("a playbook that cannot be looked at keeps no other from being looked at", async () => {
  const { database } = asking.cordon;
  await asking.as("ada", "POST", "/v1/breakers/reset", { playbook: "one-word", reason: "Seen." });
  const { id: broken } = await ensureWorkspace(database.system, "broken");
  const review = `INSERT INTO reviews (id, workspace_id, playbook, period_from, period_to, figures, findings, due_at)
    VALUES ($1, $2, $3, now(), now() + interval '1 day', '{}', '[{"code":"handoff-up","text":"It went up."}]', now())`;
  await database.system.query(review, [newId(), asking.cordon.workspaceId, "one-word"]);
  await database.system.query(review, [newId(), broken, "any"]);
  await database.system.query(`INSERT INTO breaker_thresholds (workspace_id, thresholds) VALUES ($1, '{"least":-1}')`, [
    broken,
  ]);
  const said: unknown[][] = [];
  const log = { ...silentLog, error: (...words: unknown[]) => void said.push(words) };
  const { content } = asking.cordon;
  await watchBreakers({ database, content, worker: newId(), log: log as Log });
  expect(await open()).toMatchObject([{ playbook: "one-word", cause: "drift" }]);
  expect(said).toMatchObject([[{ workspaceId: broken, playbook: "any" }, "a playbook could not be looked at"]]);
});

test("what may have been said is not said again by a product that would post it twice", async () => {
  const { database, workspaceId, call } = asking.cordon;
  await call("DELETE", "/v1/connections/chat");
  const secrets = { workflowUrl: `${chat.url}/workflows/1?sig=s` };
  await call("POST", "/v1/connections", { name: "teams", connector: "microsoft-teams", secrets });
  const why = { cause: "failures", reason: "For a test." } as const;
  answers = false;
  await transaction(database.system, (client) => openBreaker(client, workspaceId, { playbook: "unheard", ...why }));
  await watch();
  await database.system.query("UPDATE breakers SET next_telling_at = now()");
  await watch();
  expect(chat.seen.filter(({ body }) => body.includes("unheard"))).toHaveLength(1);
});
