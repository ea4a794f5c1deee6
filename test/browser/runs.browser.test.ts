/** A run: the graph lit by how it went, and of a step what went in, what the guard said and what came out. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlaybookTitles } from "../../src/api/contract/content.ts";
import type { IncidentDetail } from "../../src/api/contract/incident.ts";
import type { EffectView, RunDetail, RunView } from "../../src/api/contract/run.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`runs ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  let contained: EffectView;
  /** What its playbook is called. */
  let title: string;
  beforeAll(async () => {
    console = await openConsole();
    const { items } = await console.call<{ items: EffectView[] }>("GET", "/v1/effects?effectClass=contain&limit=50");
    contained = items.find(({ runId, incidentId }) => runId !== null && incidentId !== null)!;
    const titles = await console.call<PlaybookTitles>("GET", "/v1/playbook-titles");
    title = titles.items.find(({ name }) => name === contained.playbook)!.title;
  });
  afterAll(() => console?.close());

  test("are listed, and narrowed down by an address that can be passed on", async () => {
    const { page } = console;
    await console.goto("/runs");
    await page.getByRole("grid", { name: "Runs" }).waitFor();
    expect(await page.getByRole("row").count()).toBeGreaterThan(3);
    expect(await console.examine("runs")).toEqual([]);
    await page.getByLabel("Playbook", { exact: true }).selectOption(contained.playbook);
    await page.waitForURL(/playbook=/);
    await expect.poll(() => page.getByRole("gridcell").first().innerText()).toContain(title);
    const incident = await console.call<IncidentDetail>("GET", `/v1/incidents/${contained.incidentId}`);
    await page.getByRole("gridcell", { name: `${incident.number}: ${incident.title}` }).waitFor();
    await page.getByRole("grid", { name: "Runs" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `Run of “${title}”` }).waitFor();
  });

  test("are reached from their incident, and light the graph by how each step went", async () => {
    const { page } = console;
    await console.goto(`/incidents/${contained.incidentId}?tab=response`);
    const runs = page.getByRole("region", { name: "Runs" });
    await runs.getByRole("link", { name: title }).first().click();
    await page.getByRole("heading", { name: `Run of “${title}”` }).waitFor();
    await page
      .getByRole("figure")
      .getByRole("button", { name: /, passed$/ })
      .first()
      .waitFor();
    expect(await page.getByRole("region", { name: "Steps" }).getByRole("listitem").count()).toBeGreaterThan(1);
    expect(await console.examine("run")).toEqual([]);
  });

  test("say of a step what went in, what the guard decided and why, and what came out", async () => {
    const { page } = console;
    const step = contained.step.split("@")[0];
    await console.goto(`/runs/${contained.runId}?step=${step}`);
    await page.getByRole("region", { name: "Guard" }).first().waitFor();
    await page.getByText(contained.guard.reason).first().waitFor();
    await page.getByRole("group", { name: "Input" }).first().waitFor();
    await page.getByRole("figure").getByRole("button", { pressed: true }).waitFor();
    expect(await console.examine("run-step")).toEqual([]);
    await page.keyboard.press("k");
    expect(new URL(page.url()).searchParams.get("step")).not.toBe("");
    await console.goto(`/runs/${contained.runId}?step=${step}`);
    await page.getByRole("link", { name: "Simulate" }).click();
    await page.getByRole("button", { name: "Go through it" }).click();
    await page
      .getByRole("group", { name: `Input: ${step}` })
      .first()
      .waitFor();
    await page.getByRole("region", { name: "Outcome" }).waitFor();
    await page
      .getByRole("figure")
      .getByRole("button", { name: /, passed$/ })
      .first()
      .waitFor();
    expect(await console.examine("run-simulated")).toEqual([]);
    expect(console.complaints).toEqual([]);
  });

  test("that were handed over go on from a step, with a reason", async () => {
    const { page } = console;
    const { items } = await console.call<{ items: RunView[] }>("GET", "/v1/runs?outcome=handoff&limit=50");
    const details = await Promise.all(items.map(({ id }) => console.call<RunDetail>("GET", `/v1/runs/${id}`)));
    const left = details.find(({ shadow, steps }) => !shadow && steps.some(({ kind }) => kind === "action"))!;
    const { step } = left.steps.find(({ kind }) => kind === "action")!;
    await console.goto(`/runs/${left.id}?step=${step}`);
    await page.getByRole("button", { name: "Run again from here…" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("button", { name: "Run from here" }).isDisabled()).toBe(true);
    await dialog.getByLabel("Why").fill("The product answers again.");
    expect(await console.examine("run-rerun")).toEqual([]);
    await dialog.getByRole("button", { name: "Run from here" }).click();
    await page.getByText("The run goes on").first().waitFor();
    const again = () => console.call<RunDetail>("GET", `/v1/runs/${left.id}`);
    await expect.poll(async () => (await again()).steps.length, { timeout: 20_000 }).toBeGreaterThan(left.steps.length);
    await expect.poll(async () => (await again()).outcome, { timeout: 20_000 }).toBe("handoff");
    expect(console.complaints).toEqual([]);
  });
});
