/** People who do not wait, on a slow machine or a slow network: what they meant is done, once, and to nothing else. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { IncidentDetail, IncidentSummary } from "../../src/api/contract/incident.ts";
import type { Imported } from "../../src/api/contract/inventory.ts";
import type { Approval } from "../../src/model/approval.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";
import { approvalAbout } from "../support/console-asks.ts";

const PATIENTLY = { timeout: 20_000 };

describe.skipIf(NO_BROWSER !== "")(`fast hands ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  let first: IncidentSummary;
  let second: IncidentSummary;
  beforeAll(async () => {
    console = await openConsole();
    const { items } = await console.call<{ items: IncidentSummary[] }>("GET", "/v1/incidents?status=new,in-progress");
    [first, second] = items as [IncidentSummary, IncidentSummary];
  });
  afterAll(() => console?.close());
  beforeEach(() => console.page.unrouteAll());

  const open = async (path: string) => {
    await console.goto(path);
    await console.page.getByRole("heading", { level: 1 }).waitFor();
  };
  const box = () => console.page.getByRole("textbox", { name: "Comment" });

  test("send a comment once, however long they hold the keys, and write the next one meanwhile", async () => {
    const { page } = console;
    await open(`/incidents/${first.number}`);
    let sent = 0;
    await page.route("**/comments", async (route) => {
      sent += 1;
      await new Promise((late) => setTimeout(late, 1_500));
      await route.continue();
    });
    await box().fill("Only once.");
    await page.keyboard.down("Control");
    for (let held = 0; held < 5; held += 1) await page.keyboard.down("Enter");
    for (const key of ["Enter", "Control"]) await page.keyboard.up(key);
    await page.keyboard.type("The next one");
    await page.getByText("Comment added").first().waitFor();
    const { comments } = await console.call<IncidentDetail>("GET", `/v1/incidents/${first.number}`);
    expect(comments.filter(({ body }) => body === "Only once.")).toHaveLength(1);
    expect(sent).toBe(1);
    expect(await box().inputValue()).toBe("The next one");
  });

  test("find what they had begun to write when they come back from another part, and not at another incident", async () => {
    const { page } = console;
    await page.getByRole("tab", { name: /^Alerts/ }).click();
    await page.getByRole("tab", { name: "Timeline" }).click();
    expect(await box().inputValue()).toBe("The next one");
    await open(`/incidents/${second.number}`);
    expect(await box().inputValue()).toBe("");
  });

  test("get a comment back that could not be sent", async () => {
    const { page } = console;
    await page.route("**/comments", (route) => route.abort());
    await box().fill("Lost?");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => box().inputValue(), PATIENTLY).toBe("Lost?");
    await box().fill("");
    expect(await page.getByText("Comment added").count()).toBe(0);
  });

  test("take no dialog along to another incident when they go back", async () => {
    const { page } = console;
    await page.keyboard.press("Escape");
    for (const { number } of [first, second, first]) {
      await page.keyboard.press("Control+k");
      await page.getByPlaceholder(/Type a command/).fill(String(number));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: new RegExp(`\\b${number}$`) }).waitFor();
      await box().waitFor();
    }
    await page.keyboard.press("d");
    await page.getByRole("dialog", { name: new RegExp(`incident ${first.number}\\b`) }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: new RegExp(`\\b${second.number}$`) }).waitFor();
    await box().waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  test("leave with Escape what is not drawn yet, and the next key asks for its own", async () => {
    const { page } = console;
    const browser = await page.context().newCDPSession(page);
    await browser.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    await page.route("**/assets/incident-dialogs*", async (route) => {
      await new Promise((late) => setTimeout(late, 700));
      await route.continue();
    });
    await open(`/incidents/${first.number}`);
    await box().waitFor();
    const came = page.waitForResponse("**/assets/incident-dialogs*");
    await page.keyboard.press("a");
    await page.keyboard.press("Escape");
    await came;
    // It comes, and goes by itself.
    await page.waitForTimeout(3_000);
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.keyboard.press("d");
    await page.getByRole("dialog", { name: /^What was it/ }).waitFor();
    expect(await page.getByRole("dialog").count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await browser.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  });

  test("lose nothing that they filled in to the palette, or to a press beside the dialog", async () => {
    const { page } = console;
    await page.keyboard.press("d");
    const reason = page.getByRole("dialog").getByRole("textbox");
    await reason.fill("It was the scanner.");
    await page.keyboard.press("Control+k");
    await page.mouse.click(5, 450);
    expect(await page.getByRole("dialog").count()).toBe(1);
    expect(await reason.inputValue()).toBe("It was the scanner.");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  test("choose a row once with a key that they hold a little long", async () => {
    const { page } = console;
    await open("/?show=all");
    await page.getByRole("row").nth(2).waitFor();
    for (let held = 0; held < 4; held += 1) await page.keyboard.down("x");
    await page.keyboard.up("x");
    await expect.poll(() => page.getByText("1 chosen").count(), PATIENTLY).toBe(1);
    await page.keyboard.press("Escape");
  });

  test("are told to reload where a part of the console is gone with an update", async () => {
    const { page } = console;
    await open(`/incidents/${first.number}`);
    await box().waitFor();
    await page.route("**/assets/*.js", (route) => route.fulfill({ status: 404, body: "" }));
    // Another part than those that were opened before.
    await page.keyboard.press("4");
    await page.getByText("This part of the console is not to be had").waitFor();
    await page.unrouteAll();
    await page.getByRole("button", { name: "Reload the page" }).click();
    await page.getByRole("heading", { level: 1, name: new RegExp(`\\b${first.number}$`) }).waitFor();
    const errors = console.complaints.splice(0);
    expect(errors.filter((one) => !/imported module/.test(one))).toEqual([]);
  });

  test("choose two values of a facet before either is drawn, and have both", async () => {
    const { page } = console;
    await open("/?show=all");
    const severities = page.getByRole("group", { name: "Severity" }).getByRole("checkbox");
    await severities.nth(1).waitFor();
    await severities.evaluateAll(([one, other]) => {
      (one as HTMLElement).click();
      (other as HTMLElement).click();
    });
    await page.waitForURL((url) => url.searchParams.get("severity")?.split(",").length === 2);
    const chosen = page.getByRole("group", { name: "Severity" }).getByRole("checkbox", { checked: true });
    await expect.poll(() => chosen.count(), PATIENTLY).toBe(2);
  });

  test("change the incident they asked about, though its row is gone by then, and once", async () => {
    const { page } = console;
    await open("/");
    const rows = page.getByRole("row");
    await rows.nth(2).waitFor();
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    const [number] = /\d+/.exec(await dialog.getByRole("heading").innerText()) ?? [""];
    const edits: string[] = [];
    page.on("request", (request) => request.url().endsWith("/v1/incidents/edit") && edits.push(request.postData()!));
    // One reading fails, and the next one, when somebody comes back to the window, has the row no more.
    let failed = 0;
    await page.route("**/v1/incidents?*", async (route) => {
      const { searchParams } = new URL(route.request().url());
      if (searchParams.get("filter")?.startsWith("id in")) {
        failed += 1;
        await route.abort();
        return;
      }
      const list = (await (await route.fetch()).json()) as { items: IncidentSummary[] };
      await route.fulfill({ json: { ...list, items: list.items.filter((one) => String(one.number) !== number) } });
    });
    await console.call("POST", `/v1/incidents/${number}/comments`, { body: "A change of it." });
    await expect.poll(() => failed, PATIENTLY).toBeGreaterThan(0);
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    const gone = page.getByRole("grid").getByRole("gridcell", { name: number, exact: true });
    await expect.poll(() => gone.count(), PATIENTLY).toBe(0);
    expect(await dialog.getByRole("heading").innerText()).toContain(number);
    await dialog.getByRole("button", { name: "Assign" }).evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await dialog.waitFor({ state: "hidden" });
    const about = await console.call<IncidentDetail>("GET", `/v1/incidents/${number}`);
    expect(about.owner).toBe("ada");
    expect(edits.map((body) => (JSON.parse(body) as { incidents: string[] }).incidents)).toEqual([[about.id]]);
    await console.call("POST", "/v1/incidents/edit", { incidents: [about.id], owner: null, reason: "Taken back." });
  });

  test("answer no other approval when the one they read was decided by somebody else", async () => {
    const { page, call } = console;
    const attributes = { criticality: "critical", tags: ["server"] };
    const entities = [{ type: "device", key: "lt-0188", aliases: ["lt-0188.example.com"], attributes }];
    const { importId } = await call<Imported>("POST", "/v1/inventory", { entities });
    const approval = await approvalAbout(call, "lt-0188");
    const { id, argsHash } = approval;
    // Whatever else waits: one that would be the next in its place.
    const other = { ...approval, id: "01900000-0000-7000-8000-000000000000" };
    await page.route("**/v1/approvals?*status=pending*", async (route) => {
      const list = (await (await route.fetch()).json()) as { items: Approval[] };
      await route.fulfill({ json: { ...list, items: [...list.items.filter((one) => one.id === id), other] } });
    });
    await open("/approvals");
    const heading = page.getByRole("heading", { level: 2, name: /lt-0188/ });
    await heading.waitFor();
    await call("POST", `/v1/approvals/${id}/refuse`, { argsHash, reason: "Not now." });
    await page.getByRole("main").getByText("Not now.").first().waitFor();
    await expect.poll(() => page.getByRole("list", { name: /wait/i }).getByRole("listitem").count(), PATIENTLY).toBe(1);
    expect(await heading.isVisible()).toBe(true);
    await page.keyboard.press("y");
    await page.waitForTimeout(500);
    expect(await page.getByRole("dialog").count()).toBe(0);
    await call("POST", `/v1/inventory/imports/${importId}/undo`);
  });

  test("made the browser refuse nothing", () => expect(console.complaints).toEqual([]));
});
