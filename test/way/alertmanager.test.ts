/** An alert that Prometheus' Alertmanager sends by itself becomes an incident, and is silenced there. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hasAlertmanager, type RunningAlertmanager, startAlertmanager } from "../support/real/alertmanager.ts";
import { startWay, type Way } from "../support/way.ts";

const installed = hasAlertmanager();
const PATIENCE = { timeout: 20_000, interval: 150 };

/** In the place of the shipped one for what no other playbook knows. */
const source = `
playbook: triage-handoff
title: Silence the rule and hand over
description: One incident is enough to know.
maturity: stable
trigger: "true"
default-queue: soc
steps:
  - id: quiet
    action: siem.silence
    with:
      matchers: { alertname: "{{ incident.ruleName }}" }
      seconds: 600
      reason: "Incident {{ incident.number }}"
  - handoff: soc
    reason: "Silenced for ten minutes."
    questions: [Is it over?]
`;

let way: Way | undefined;
let alertmanager: RunningAlertmanager | undefined;

beforeAll(async () => {
  if (!installed) return;
  way = await startWay();
  const webhook = { url: `${way.api.url}/v1/ingest/alertmanager`, bearerToken: way.api.ingestToken };
  alertmanager = await startAlertmanager({ webhook });
  await way.api.connect("alertmanager", "alertmanager", { baseUrl: alertmanager.url });
  await way.api.call("POST", "/v1/playbooks", { source, file: "triage-handoff/playbook.yaml" });
});

afterAll(async () => {
  await alertmanager?.stop();
  await way?.stop();
});

test("an alert sent by Alertmanager's own webhook opens an incident, whose playbook silences the rule there", async (context) => {
  if (!way || !alertmanager) return context.skip("needs Alertmanager");
  const { api } = way;
  await inAlertmanager("POST", "alerts", [
    {
      labels: { alertname: "BackupTargetGone", severity: "critical", instance: "backup01.corp.test:9100" },
      annotations: { summary: "The backup target does not answer" },
      startsAt: new Date().toISOString(),
    },
  ]);
  const incident = await vi.waitFor(async () => {
    const [found] = await api.incidents("backup01.corp.test");
    expect(found).toMatchObject({ queue: "soc" });
    return found!;
  }, PATIENCE);
  expect(incident).toMatchObject({
    title: "The backup target does not answer",
    source: "Alertmanager",
    severity: "critical",
    entityType: "device",
    connection: "alertmanager",
    handoffReason: "Silenced for ten minutes.",
  });

  const silences = (await inAlertmanager("GET", "silences")) as {
    status: object;
    matchers: object[];
    comment: string;
  }[];
  expect(silences).toMatchObject([
    { status: { state: "active" }, matchers: [{ name: "alertname", value: "BackupTargetGone", isRegex: false }] },
  ]);
  expect(silences[0]!.comment).toContain(`Incident ${incident.number}`);
  const [silence] = incident.effects.filter((effect) => effect.capability === "siem.silence");
  expect(silence).toMatchObject({ status: "verified", connection: "alertmanager" });
  await vi.waitFor(async () => {
    expect(await inAlertmanager("GET", "alerts")).toMatchObject([{ status: { state: "suppressed" } }]);
  }, PATIENCE);
});

/** Alertmanager's own API, past the connector. */
async function inAlertmanager(method: "GET" | "POST", path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${alertmanager!.url}/api/v2/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBe(200);
  return method === "GET" ? answer.json() : undefined;
}
