/** What a model suggests: seen with what it rests on, accepted and refused by a person. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { IncidentDetail, IncidentSummary } from "../../src/api/contract/incident.ts";
import type { Proposal } from "../../src/model/proposal.ts";
import { NO_BROWSER, type OpenConsole, openConsole, underTest } from "../support/console.ts";
import { modelServer } from "../support/model-server.ts";

describe.skipIf(NO_BROWSER !== "")(`proposals ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  let incident: IncidentDetail;
  beforeAll(async () => {
    console = await openConsole();
    await console.deliver({ title: "Backup job reads much", host: "backup-1.example.com", rule: "rule-backup" });
    const find = () => console.call<{ items: IncidentSummary[] }>("GET", "/v1/incidents?q=backup");
    await vi.waitFor(async () => expect((await find()).items.length).toBeGreaterThan(0), { timeout: 20_000 });
    incident = await console.call<IncidentDetail>("GET", `/v1/incidents/${(await find()).items[0]!.id}`);
    const of = { incident: String(incident.number) };
    const reasons = [{ text: "The job runs each night at this hour.", evidence: [incident.alerts[0]!.id] }];
    await propose("propose_disposition", { ...of, disposition: "benign", reasons });
    await propose("propose_note", { ...of, text: "See http://evil.example for more." });
  });
  afterAll(() => console?.close());

  /** As a model program does, by its own door. */
  async function propose(name: string, input: object): Promise<void> {
    const { token } = await console.call<{ token: string }>("POST", "/v1/tokens", {
      name: `model-${name.replace("_", "-")}`,
      roles: ["mcp"],
    });
    const answer = await fetch(`${underTest.url}/mcp`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json, text/event-stream",
        "content-type": "application/json",
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: input } }),
    });
    expect(await answer.text()).toContain("A person accepts");
  }

  test("wait in an inbox, defanged", async () => {
    await console.goto("/proposals");
    await console.page.getByText("hxxp://evil[.]example").first().waitFor();
    expect(await console.examine("proposals")).toEqual([]);
  });

  test("lead to their evidence, and are accepted on the incident", async () => {
    const { page } = console;
    await console.goto(`/incidents/${incident.number}?tab=proposals`);
    await page.getByText("There is no triage model in force").waitFor();
    const card = page.getByRole("listitem", { name: "What it was" });
    await card.getByRole("link", { name: "an alert" }).click();
    await page.waitForURL(/tab=alerts/);
    await page.goBack();
    await card.getByRole("button", { name: "Accept…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Why").fill("Asked the owner.");
    expect(await console.examine("proposal-accept")).toEqual([]);
    await dialog.getByRole("button", { name: "Accept" }).click();
    await card.getByText("Accepted by").waitFor();
    expect(await console.call("GET", `/v1/incidents/${incident.id}`)).toMatchObject({ disposition: "benign" });
  });

  test("are refused with a reason", async () => {
    const { page } = console;
    const card = page.getByRole("listitem", { name: "Note" });
    await card.getByRole("button", { name: "Refuse…" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("button", { name: "Refuse" }).isDisabled()).toBe(true);
    await dialog.getByLabel("Why").fill("It says nothing.");
    await dialog.getByRole("button", { name: "Refuse" }).click();
    await card.getByText("It says nothing.").waitFor();
    expect(await console.examine("incident-proposals")).toEqual([]);
    const path = `/v1/proposals?incident=${incident.id}&kind=note`;
    const { items } = await console.call<{ items: Proposal[] }>("GET", path);
    expect(items[0]).toMatchObject({ status: "refused", answer: "It says nothing." });
    expect(console.complaints).toEqual([]);
  });

  test("are asked of the language model where there is one, and its no is told", async () => {
    const { page } = console;
    await page.getByText("There is no triage model in force").waitFor();
    expect(await page.getByRole("region", { name: "Ask the language model" }).count()).toBe(0);
    const model = await modelServer();
    try {
      const settings = { provider: "openai-compatible", model: "helper", baseUrl: model.url };
      await console.call("PUT", "/v1/model", { settings, secrets: {} });
      await console.goto(`/incidents/${incident.number}?tab=proposals`);
      const asking = page.getByRole("region", { name: "Ask the language model" });
      model.script({ say: { text: "The nightly job ran.", evidence: [incident.alerts[0]!.id] } });
      await asking.getByRole("button", { name: "Summary" }).click();
      await page.getByRole("listitem", { name: "Summary" }).getByText("The nightly job ran.").waitFor();
      model.script({ say: { declined: "Nothing is known of it." } });
      await asking.getByRole("button", { name: "What it was" }).click();
      await asking.getByRole("alert").getByText("The model declined: Nothing is known of it.").waitFor();
      expect(await console.examine("proposals-asked")).toEqual([]);
    } finally {
      await console.call("DELETE", "/v1/model");
      await model.close();
    }
  });

  test("turn a question in plain words into a filter, which is tried in the queue", async () => {
    const { page } = console;
    await console.goto("/proposals");
    await page.getByRole("tab", { name: "Open" }).waitFor();
    expect(await page.getByLabel("Your question").count()).toBe(0);
    const model = await modelServer();
    try {
      const settings = { provider: "openai-compatible", model: "helper", baseUrl: model.url };
      await console.call("PUT", "/v1/model", { settings, secrets: {} });
      await console.goto("/proposals");
      model.script({ say: { filter: 'severity >= "low" && title.contains("Backup")' } });
      await page.getByLabel("Your question").fill("those about backups");
      await page.getByRole("button", { name: "Ask for a filter" }).click();
      const card = page.getByRole("listitem", { name: "Filter" });
      await card.getByText("those about backups").waitFor();
      expect(await console.examine("proposals-filter")).toEqual([]);
      await card.getByRole("link", { name: "Look in the queue" }).click();
      await page.getByRole("row").filter({ hasText: "Backup job reads much" }).waitFor();
      await console.goto("/proposals");
      model.script({ say: { declined: "That is no question about incidents." } });
      await page.getByLabel("Your question").fill("what time is it");
      await page.getByRole("button", { name: "Ask for a filter" }).click();
      await page.getByRole("alert").getByText("That is no question about incidents.").waitFor();
    } finally {
      await console.call("DELETE", "/v1/model");
      await model.close();
    }
  });
});
