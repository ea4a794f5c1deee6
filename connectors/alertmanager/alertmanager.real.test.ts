import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectTo, type TestConnection } from "../../test/support/connection.ts";
import { answerJson, startTestServer, type TestServer } from "../../test/support/http-server.ts";
import { hasAlertmanager, type RunningAlertmanager, startAlertmanager } from "../../test/support/real/alertmanager.ts";
import connector from "./connector.ts";

interface ApiAlert {
  fingerprint: string;
  status: { state: string };
}

describe.skipIf(!hasAlertmanager())("a real Alertmanager", () => {
  let receiver: TestServer;
  let alertmanager: RunningAlertmanager;
  let connection: TestConnection;
  beforeAll(async () => {
    receiver = await startTestServer((_request, response) => answerJson(response, 200, {}));
    alertmanager = await startAlertmanager({
      webhook: { url: `${receiver.url}/v1/ingest/alerts`, bearerToken: "ingest-token" },
    });
    connection = connectTo(connector, { baseUrl: alertmanager.url });
  });
  afterAll(async () => {
    await connection?.close();
    await alertmanager?.stop();
    await receiver?.close();
  });

  async function fire(alertname: string): Promise<void> {
    const labels = { alertname, instance: "web-1", severity: "critical" };
    const response = await fetch(`${alertmanager.url}/api/v2/alerts`, {
      method: "POST",
      body: JSON.stringify([{ labels }]),
      headers: { "content-type": "application/json" },
    });
    if (!response.ok) throw new Error(await response.text());
  }

  async function alertNamed(alertname: string): Promise<ApiAlert> {
    const response = await fetch(
      `${alertmanager.url}/api/v2/alerts?filter=${encodeURIComponent(`alertname="${alertname}"`)}`,
    );
    const [alert] = (await response.json()) as ApiAlert[];
    if (!alert) throw new Error(`Alertmanager has no alert ${alertname}`);
    return alert;
  }

  async function until<T>(read: () => Promise<T | undefined> | T | undefined): Promise<T> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const value = await read();
      if (value !== undefined) return value;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("waited in vain");
  }

  test("says its version", async () => {
    expect(await connection.health()).toMatchObject({
      ok: true,
      message: expect.stringMatching(/^Alertmanager \d/),
      may: ["read alerts", "silence rules"],
    });
  });

  test("silences once, however often the same effect is tried; the alert is suppressed and the silence read back", async () => {
    await fire("PortScan");
    const input = { matchers: { alertname: "PortScan" }, seconds: 600, reason: "planned scan (change 7)" };
    expect(await connection.readBack("siem.silence", input, "silence-1")).toMatchObject({ inForce: "no" });
    const first = await connection.run("siem.silence", input, "silence-1");
    expect(await connection.run("siem.silence", input, "silence-1")).toEqual(first);
    expect(await connection.readBack("siem.silence", input, "silence-1")).toMatchObject({
      inForce: "yes",
      seen: { id: first.id, state: "active" },
    });
    expect(
      await until(async () => ((await alertNamed("PortScan")).status.state === "suppressed" ? "yes" : undefined)),
    ).toBe("yes");
  });

  test("a silence that a person ended is no longer in force", async () => {
    const input = { matchers: { alertname: "Other" }, seconds: 600, reason: "r" };
    const { id } = await connection.run("siem.silence", input, "silence-2");
    await fetch(`${alertmanager.url}/api/v2/silence/${id}`, { method: "DELETE" });
    expect(await connection.readBack("siem.silence", input, "silence-2")).toMatchObject({ inForce: "no" });
  });

  test("a silence of everything is refused", async () => {
    await expect(connection.run("siem.silence", { matchers: {}, seconds: 600, reason: "r" })).rejects.toMatchObject({
      root: "input",
      code: "connector.bad-input",
    });
  });

  test("what it posts is read as an alert, found again in the SIEM by its identity, and gone when it is gone", async () => {
    await fire("DiskFilling");
    const delivery = await until(() => receiver.seen.find(({ body }) => body.includes("DiskFilling")));
    expect(delivery.headers.authorization).toBe("Bearer ingest-token");
    const [raw] = connector.source!.split!(JSON.parse(delivery.body), {});
    const alert = connector.source!.normalize(raw, {});
    expect(alert).toMatchObject({ severity: "critical", rule: { id: "DiskFilling" } });
    expect(await connection.run("siem.get-alert", { id: alert!.uid })).toMatchObject({ found: true, status: "new" });
    expect(await connection.run("siem.get-alert", { id: (await alertNamed("DiskFilling")).fingerprint })).toMatchObject(
      { found: true },
    );
    expect(await connection.run("siem.get-alert", { id: "0000000000000000" })).toMatchObject({
      found: false,
      status: "resolved",
    });
  });
});
