/** Cordon as its users meet it: over HTTP alone, with a token. */

import type { ApprovalDetail } from "../../src/api/contract/approval.ts";
import type { IncidentDetail } from "../../src/api/contract/incident.ts";
import type { Approval } from "../../src/model/approval.ts";
import type { Effect, Lease } from "../../src/model/effect.ts";
import type { Run } from "../../src/model/run.ts";

export interface ApiClient {
  url: string;
  /** May deliver, and nothing else. */
  ingestToken: string;
  /** One call as the admin; throws with the problem when the answer is no success. */
  call<T>(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T>;
  /** Status of a call that may be refused. */
  statusOf(method: "GET" | "POST", path: string, body?: unknown): Promise<number>;
  /** Adds a connection, as `cordon connections add` does. */
  connect(name: string, connector: string, settings?: object, secrets?: Record<string, string>): Promise<void>;
  /** Posts alerts as their product would; a list goes as NDJSON. */
  deliver(connection: string, alerts: object | object[]): Promise<void>;
  /** What the organization knows of its people: these, and as many others, for budgets that are a share of them. */
  importPeople(others: number, people?: { key: string; attributes?: object }[]): Promise<void>;
  incidents(entity: string): Promise<IncidentDetail[]>;
  leases(entity: string): Promise<Lease[]>;
  effects(entity: string): Promise<Effect[]>;
  approvals(): Promise<Approval[]>;
  runs(status: string): Promise<Run[]>;
  decide(approval: string, verb: "approve" | "refuse", body?: object): Promise<ApprovalDetail>;
}

/** Exchanges the one-time secret of a first start for an admin's token and makes one for deliveries. */
export async function signIn(url: string, secret: string): Promise<ApiClient> {
  const login = await json<{ token: string }>(await send(url, null, "POST", "/v1/login", { secret }));
  const sensor = { name: "sensor", roles: ["ingest"] };
  return clientOf(
    url,
    login.token,
    (await json<{ token: string }>(await send(url, login.token, "POST", "/v1/tokens", sensor))).token,
  );
}

/** A client for tokens that are at hand already, for example after a restart. */
export function clientOf(url: string, adminToken: string, ingestToken: string): ApiClient {
  const call = async <T>(method: string, path: string, body?: unknown) =>
    json<T>(await send(url, adminToken, method, path, body));
  const items = async <T>(path: string) => (await call<{ items: T[] }>("GET", path)).items;
  return {
    url,
    ingestToken,
    call,
    statusOf: async (method, path, body) => (await send(url, adminToken, method, path, body)).status,
    async connect(name, connector, settings = {}, secrets = {}) {
      await call("POST", "/v1/connections", { name, connector, settings, secrets });
    },
    async deliver(connection, alerts) {
      const body = [alerts].flat().map((alert) => JSON.stringify(alert));
      const headers = { authorization: `Bearer ${ingestToken}`, "content-type": "application/x-ndjson" };
      const answer = await fetch(`${url}/v1/ingest/${connection}`, { method: "POST", headers, body: body.join("\n") });
      if (answer.status !== 202) throw new Error(`${connection}: ${answer.status} ${await answer.text()}`);
    },
    async importPeople(others, people = []) {
      const keys = Array.from({ length: others }, (_, n) => ({ key: `person${n}@corp.test` }));
      await call("POST", "/v1/inventory", { entities: [...people, ...keys].map((one) => ({ type: "user", ...one })) });
    },
    async incidents(entity) {
      const found = await items<{ id: string }>(`/v1/incidents?entity=${encodeURIComponent(entity)}`);
      return Promise.all(found.map(({ id }) => call<IncidentDetail>("GET", `/v1/incidents/${id}`)));
    },
    leases: (entity) => items(`/v1/containment?entity=${encodeURIComponent(entity)}`),
    effects: (entity) => items(`/v1/effects?entity=${encodeURIComponent(entity)}`),
    approvals: () => items("/v1/approvals"),
    runs: (status) => items(`/v1/runs?limit=200&status=${status}`),
    decide: (approval, verb, body = {}) => call("POST", `/v1/approvals/${approval}/${verb}`, body),
  };
}

function send(url: string, token: string | null, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${url}${path}`, {
    method,
    headers: { "content-type": "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function json<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}
