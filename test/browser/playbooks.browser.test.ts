/** Playbooks: read in words and as a graph, written with findings and tests beside the text, handed in, and moved on and back. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunView } from "../../src/api/contract/run.ts";
import type { StandingList } from "../../src/api/contract/version.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

const NAME = "phishing-report";

describe.skipIf(NO_BROWSER !== "")(`playbooks ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  const versions = async () => (await console.call<StandingList>("GET", `/v1/playbooks/${NAME}/versions`)).items;

  test("are listed with how far they are and how they do", async () => {
    const { page } = console;
    await console.goto("/playbooks");
    await page.getByRole("link", { name: "Judge a reported mail by where it leads" }).waitFor();
    expect(await page.getByRole("row").count()).toBeGreaterThan(10);
    expect(await console.examine("playbooks")).toEqual([]);
    await page.getByRole("link", { name: "Judge a reported mail by where it leads" }).click();
    await page.getByText("What fails without an answer of its own goes to soc.").waitFor();
    expect(await console.examine("playbook")).toEqual([]);
  });

  test("say that their figures are on the way, and not that there are none", async () => {
    const { page } = console;
    const { promise: asked, resolve: go } = Promise.withResolvers<void>();
    await page.route("**/v1/figures?by=version*", (route) => asked.then(() => route.continue()));
    await console.goto(`/playbooks/${NAME}`);
    const figures = page.getByRole("region", { name: "The last 30 days" });
    await figures.getByRole("status").waitFor();
    expect(await figures.getByText("It has not run.").count()).toBe(0);
    go();
    await figures.getByText("Handed over").waitFor();
    await page.unrouteAll();
  });

  test("are drawn as a graph", async () => {
    const { page } = console;
    await console.goto(`/playbooks/${NAME}?tab=graph`);
    await page.getByRole("button", { name: /^Block the domain for a week network.block-domain/ }).waitFor();
    expect(await console.examine("playbook-graph")).toEqual([]);
  });

  test("are written with what is wrong said at once, their cases run, and handed in with what changes", async () => {
    const { page } = console;
    await console.goto(`/playbooks/${NAME}/edit`);
    const text = page.getByRole("textbox", { name: "playbook.yaml" });
    await text.waitFor();
    await page.getByText("No findings").waitFor();
    await page.getByRole("button", { name: /^Block the domain for a week/ }).click();
    expect(await console.examine("playbook-editor")).toEqual([]);
    // The line after the step's first is its title.
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.type(": x");
    await page
      .getByText(/^\d+ findings?$/)
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: "Hand in…" }).isDisabled()).toBe(true);
    expect(await console.examine("playbook-findings")).toEqual([]);
    for (const _ of ": x") await page.keyboard.press("Backspace");
    await page.keyboard.type(" or two");
    await page.getByText("No findings").waitFor();
    await page.getByRole("tab", { name: "Tests" }).click();
    await page.getByRole("button", { name: "Run the tests" }).click();
    await page.getByText(/^\d+ cases pass$/).waitFor();
    expect(await console.examine("playbook-tests")).toEqual([]);
    await page.getByRole("tab", { name: "Backtest" }).click();
    await page.getByRole("button", { name: "Try it on them" }).click();
    await page.getByRole("region", { name: "In sum" }).waitFor();
    expect(await console.examine("playbook-backtest")).toEqual([]);
    await page.getByRole("button", { name: "Hand in…" }).click();
    await page.getByRole("region", { name: "Changes" }).getByRole("listitem").first().waitFor();
    expect(await console.examine("playbook-hand-in")).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Hand in" }).click();
    await page.getByRole("list", { name: "Versions" }).waitFor();
    expect((await versions()).length).toBe(2);
    await page.getByText("Somebody else has to review it.").waitFor();
    expect(await page.getByRole("button", { name: "Approve" }).count()).toBe(0);
  });

  test("get a share of the incidents step by step, and lose it again, with the way back said before", async () => {
    const { page } = console;
    await console.goto(`/playbooks/${NAME}?tab=versions`);
    await page.getByRole("button", { name: "Promote…" }).first().click();
    await page.getByLabel("Share of incidents").selectOption("25 %");
    await page.getByText("It responds to 25 of each hundred incidents").waitFor();
    expect(await console.examine("playbook-promote")).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Promote" }).click();
    await page.getByText("25 % of incidents").first().waitFor();
    expect((await versions())[0]).toMatchObject({ share: 25 });
    await page.getByRole("button", { name: "Roll back…" }).click();
    await page.getByLabel("Why").fill("It was a try.");
    await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect((await versions())[0]).toMatchObject({ share: null });
    expect(await console.examine("playbook-versions")).toEqual([]);
  });

  test("say with the keys of the editor how it completes", async () => {
    const { page } = console;
    await console.goto(`/playbooks/${NAME}/edit`);
    await page.locator(".cm-content").waitFor();
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keys" });
    await help.getByText("What can stand here").waitFor();
    await help.getByText("Control Space").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".cm-line").first().click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+Space");
    await page.getByRole("listbox").waitFor();
    expect(console.complaints).toEqual([]);
  });

  test("are gone through with an incident of the past, with nothing touched", async () => {
    const { page } = console;
    await console.goto(`/playbooks/${NAME}?tab=trial&incident=1`);
    await page.getByRole("button", { name: "Go through it" }).click();
    await page.getByRole("region", { name: "Outcome" }).waitFor();
    expect(await console.examine("playbook-simulate")).toEqual([]);
    expect(console.complaints).toEqual([]);
  });

  test("are gone through step by step, and otherwise from where somebody answers otherwise", async () => {
    const { page } = console;
    const query = "/v1/runs?playbook=phishing-report&status=done&limit=1";
    const { items } = await console.call<{ items: RunView[] }>("GET", query);
    await console.goto(`/playbooks/phishing-report?tab=trial&incident=${items[0]!.incidentNumber}`);
    await page.getByRole("button", { name: "Go through it" }).click();
    const outcome = page.getByRole("region", { name: "Outcome" });
    await outcome.getByText("True positive", { exact: true }).waitFor();
    await page.getByRole("button", { name: "To the first step" }).click();
    await page.getByText(/^Step 1 of /).waitFor();
    await page.keyboard.press("j");
    await page.getByText(/^Step 2 of /).waitFor();
    await page.getByRole("group", { name: "What it gave: domain" }).getByText('"malicious": true').waitFor();
    await page
      .getByRole("figure")
      .getByRole("button", { name: /, here now$/, pressed: true })
      .waitFor();
    await page.getByLabel("Expression", { exact: true }).fill("incident.alertCount + 1");
    await page.getByRole("button", { name: "Evaluate" }).click();
    await page.getByRole("group", { name: "Its value" }).getByText("2", { exact: true }).waitFor();
    const fields = page.getByLabel("Fields, as JSON");
    await fields.fill("{known");
    await page.getByRole("button", { name: "Go on with this" }).click();
    await page.getByText(/^Write a JSON object/).waitFor();
    await fields.fill('{"known":false,"malicious":false,"score":0,"tags":[]}');
    await page.getByRole("button", { name: "Go on with this" }).click();
    await outcome.getByText("Handed over", { exact: true }).waitFor();
    expect(await console.examine("playbook-step-by-step")).toEqual([]);
    await page.getByRole("button", { name: "Take the answer of domain back" }).click();
    await outcome.getByText("True positive", { exact: true }).waitFor();
    expect(console.complaints).toEqual([]);
  });
});
