/** A document of another product, all the way: imported, checked, applied, run on an incident, and given back. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "../../../test/support/command-line.ts";
import { startTestServer, type TestServer } from "../../../test/support/http-server.ts";
import { type Running, runCordon } from "../../../test/support/running.ts";
import { checkPlaybook } from "../../playbook/check.ts";

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const [START, SEND, ASK, END] = [`start--${uuid(1)}`, `action--${uuid(2)}`, `action--${uuid(3)}`, `end--${uuid(4)}`];
const [PEOPLE, PRODUCT] = [`organization--${uuid(5)}`, `http-api--${uuid(6)}`];
const DOCUMENT = {
  ...{ type: "playbook", spec_version: "cacao-2.0", id: `playbook--${uuid(7)}`, name: "Tell and ask" },
  ...{ created_by: `identity--${uuid(8)}`, created: "2026-01-01T00:00:00Z", modified: "2026-01-01T00:00:00Z" },
  description: "Tells a product, and asks people whether it is over.",
  playbook_variables: { __over__: { type: "bool", value: "false" } },
  workflow_start: START,
  workflow: {
    [START]: { type: "start", on_completion: SEND },
    [SEND]: {
      ...{ type: "action", name: "Tell", agent: PEOPLE, targets: [PRODUCT], on_completion: ASK },
      commands: [{ type: "http-api", command: "POST /told HTTP/1.1", content: '{"what":"an incident"}' }],
    },
    [ASK]: {
      ...{ type: "action", name: "Ask", agent: PEOPLE, out_args: ["__over__"], on_completion: END },
      commands: [{ type: "manual", command: "Look whether it is over." }],
    },
    [END]: { type: "end" },
  },
  agent_definitions: { [PEOPLE]: { type: "organization", name: "Us" } },
  target_definitions: { [PRODUCT]: { type: "http-api", name: "Product" } },
};

let cordon: Running;
let product: TestServer;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  product = await startTestServer((_request, response) => void response.end("{}"));
  cordon = await runCordon();
  await cordon.addSource("sensor", "suricata");
  await cordon.addWebhook("product", product.url);
  const { token } = await cordon.call<{ token: string }>("POST", "/v1/tokens", { name: "eve", roles: ["admin"] });
  folder = mkdtempSync(join(tmpdir(), "cordon-cacao-"));
  env = { CORDON_URL: cordon.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(folder, "none.json") };
});
afterAll(async () => {
  await cordon?.stop();
  await product?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function said(...args: string[]): Promise<string> {
  const { code, out, err } = await runCommand(args, env);
  expect({ code, err }, out).toMatchObject({ code: 0 });
  return out;
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("It did not come to that.");
}

test("comes in, is checked and applied, runs on an incident, and goes out as the same playbook", {
  timeout: 120_000,
}, async () => {
  const file = join(folder, "document.json");
  writeFileSync(file, JSON.stringify(DOCUMENT, null, 2));
  await said("playbook", "import", file, "--out", folder, "--map", "Product=product");
  const path = join(folder, "tell-and-ask");
  await said("playbook", "check", path);
  await said("playbook", "apply", path);
  const source = readFileSync(join(path, "playbook.yaml"), "utf8");
  await cordon.mapEverythingTo("tell-and-ask", source);

  const alert = { gid: 1, signature_id: 1, rev: 1, signature: "x", category: "Misc Attack", severity: 1 };
  const flow = { src_ip: "203.0.113.9", src_port: 4444, dest_ip: "10.0.0.1", dest_port: 22, proto: "TCP" };
  const event = { timestamp: "2026-11-01T10:00:00.000000+0000", flow_id: 1, event_type: "alert", ...flow, alert };
  await cordon.call("POST", "/v1/ingest/sensor", event);
  const form = await until(async () => {
    const { items } = await cordon.call<{ items: { id: string; playbook: string }[] }>("GET", "/v1/forms");
    return items[0];
  });
  expect(product.seen).toMatchObject([{ method: "POST", path: "/told", body: '{"what":"an incident"}' }]);
  await said("forms", "answer", form.id, "over=yes");
  const run = await until(async () => {
    const { items } = await cordon.call<{ items: { playbook: string; status: string; outcome: string }[] }>(
      "GET",
      "/v1/runs",
    );
    return items.find(({ status }) => status === "done");
  });
  expect(run).toMatchObject({ playbook: "tell-and-ask", outcome: "handoff" });

  const back = join(folder, "back.json");
  writeFileSync(back, await said("playbook", "export", "tell-and-ask"));
  await said("playbook", "import", back, "--out", join(folder, "again"));
  const again = readFileSync(join(folder, "again", "tell-and-ask", "playbook.yaml"), "utf8");
  const programOf = (text: string) => checkPlaybook(text, { file: "tell-and-ask/playbook.yaml" }).program;
  expect(programOf(again)).toBeDefined();
  expect(programOf(again)).toEqual(programOf(source));

  // What the engine recorded of it tells the whole of it.
  const tried = JSON.parse(await said("playbook", "backtest", path, "--json")) as { sum: object };
  expect(tried.sum).toMatchObject({ incidents: 1, same: 1, untold: 0, unanswered: 0 });
});
