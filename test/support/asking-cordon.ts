/** A Cordon whose playbook asks a product one thing, and whose policies have people asked about it. */
import type { Approval } from "../../src/model/approval.ts";
import { startTestServer, type TestServer } from "./http-server.ts";
import { type Running, runCordon } from "./running.ts";

export interface AskingCordon {
  cordon: Running;
  product: TestServer;
  /** Puts in force: a permit of `http.send` with these annotations, after other policies. */
  policies(annotations: string, others?: string): Promise<void>;
  /** An incident whose run is not asked about, or will be. */
  alert(): Promise<void>;
  /** An incident whose run asks; answers the approval as soon as there is one, null when nobody is asked. */
  ask(): Promise<Approval>;
  /** How the approval is now. */
  approval(id: string): Promise<Approval>;
  /** A person's call; answers status and body. */
  as(
    person: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: { code?: string } }>;
  /** The time of an approval is over, and the run that waits looks at it. */
  passTime(approval: Approval): Promise<void>;
  /** How the incident of the approval was handed over; empty while it was not. */
  handoffOf(approval: Approval): Promise<string>;
  stop(): Promise<void>;
}

const PLAYBOOK = `playbook: one-word
title: Say one thing
description: For tests of asking people.
maturity: stable
trigger: "true"
default-queue: soc
steps:
  - { id: say, title: Tell the product, action: http.send, with: { path: /word } }
  - { end: true-positive, reason: Said., status: closed }
`;

/** `status`: what the product answers, at each moment. */
export async function startAsking(status: () => number = () => 200): Promise<AskingCordon> {
  const product = await startTestServer((_request, response) => void response.writeHead(status()).end("{}"));
  const cordon = await runCordon();
  await cordon.addSource("sensor", "suricata");
  await cordon.addWebhook("product", product.url);
  await cordon.mapEverythingTo("one-word", PLAYBOOK);
  const tokens = new Map<string, string>();
  const sql = async <T>(text: string, values: unknown[]) =>
    (await cordon.database.system.query(text, values)).rows as T[];
  const approval = (id: string) => cordon.call<Approval>("GET", `/v1/approvals/${id}`);
  let flow = 0;
  const alert = async () => {
    flow += 1;
    await cordon.call("POST", "/v1/ingest/sensor", alertOf(flow));
  };
  return {
    ...{ cordon, product, approval },
    async policies(annotations, others = "") {
      const text = `@id("word")\n${annotations}\npermit (principal, action == Action::"http.send", resource);\n${others}`;
      await cordon.call("POST", "/v1/policies", { files: [{ file: "policies/test.cedar", text }] });
    },
    alert,
    async ask() {
      const known = new Set((await pending(cordon)).map(({ id }) => id));
      await alert();
      return until(async () => (await pending(cordon)).find(({ id }) => !known.has(id)));
    },
    async as(person, method, path, body) {
      const token = tokens.get(person) ?? (await tokenOf(cordon, person));
      tokens.set(person, token);
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(`${cordon.url}${path}`, { method, headers, ...sent });
      return { status: answer.status, body: (await answer.json()) as { code?: string } };
    },
    async passTime({ id, runId, round }) {
      await sql("UPDATE approvals SET expires_at = now() WHERE id = $1", [id]);
      // The question is there a moment before its run waits for the answer.
      const waiting = "SELECT 1 FROM runs WHERE id = $1 AND status = 'waiting'";
      await until(async () => ((await sql(waiting, [runId])).length > 0 ? true : undefined));
      await cordon.call("POST", `/v1/runs/${runId}/resume`);
      await until(async () => {
        const now = await approval(id);
        return now.status !== "pending" || now.round > round ? true : undefined;
      });
    },
    async handoffOf({ incidentId }) {
      const [found] = await sql<{ reason: string | null }>(
        "SELECT handoff_reason AS reason FROM incidents WHERE id = $1",
        [incidentId],
      );
      return found?.reason ?? "";
    },
    async stop() {
      await cordon.stop();
      await product.close();
    },
  };
}

async function pending(cordon: Running): Promise<Approval[]> {
  return (await cordon.call<{ items: Approval[] }>("GET", "/v1/approvals?status=pending&limit=200")).items;
}

async function tokenOf(cordon: Running, person: string): Promise<string> {
  return (await cordon.call<{ token: string }>("POST", "/v1/tokens", { name: person, roles: ["approver"] }, 201)).token;
}

function alertOf(flow: number): object {
  return {
    ...{ timestamp: "2026-11-01T10:00:00.000000+0000", flow_id: flow, event_type: "alert", proto: "TCP" },
    ...{ src_ip: "203.0.113.9", src_port: 4444, dest_ip: `10.0.${flow >> 8}.${flow & 255}`, dest_port: 22 },
    alert: { gid: 1, signature_id: flow, rev: 1, signature: "x", category: "Misc Attack", severity: 1 },
  };
}

/** What `look` finds, once it finds something. */
export async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("It did not come to that.");
}
