/** The main path as somebody goes it who has no mouse: signs in, finds what waits, understands it, says yes to its effect, and closes it. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { IncidentDetail } from "../../src/api/contract/incident.ts";
import type { Approval } from "../../src/model/approval.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";
import { ADMIN } from "../support/global-console.ts";

/** What the demo asks people about. */
const HOST = "erp01";

describe.skipIf(NO_BROWSER !== "")(`the keyboard alone ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  let asked: Approval;
  let waiting: IncidentDetail;
  beforeAll(async () => {
    console = await openConsole({ signedIn: false });
    const { call } = console;
    const { items } = await call<{ items: Approval[] }>("GET", "/v1/approvals?status=pending");
    asked = items.find(({ words }) => words.on === `device ${HOST}`)!;
    waiting = await call<IncidentDetail>("GET", `/v1/incidents/${asked.incidentId}`);
  });
  afterAll(() => console?.close());

  /** Goes on to the next thing until it is the one of that name: what cannot be reached so is found by nobody without a mouse. */
  async function tabTo(name: RegExp): Promise<void> {
    const { page } = console;
    for (let times = 0; times < 60; times += 1) {
      const named = await page.evaluate(() => {
        const one = document.activeElement as HTMLInputElement | null;
        return one?.ariaLabel ?? one?.labels?.[0]?.textContent ?? one?.textContent ?? "";
      });
      if (name.test(named)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not lead to ${name}.`);
  }

  async function typed(text: string, then: string): Promise<void> {
    await console.page.keyboard.type(text);
    await console.page.keyboard.press(then);
  }

  test("signs in, and finds in the queue what waits for somebody", async () => {
    const { page } = console;
    await console.goto("/");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await typed(ADMIN.name, "Tab");
    await typed(ADMIN.password, "Enter");
    await page.getByRole("heading", { name: "Queue" }).waitFor();
    await page.keyboard.press("/");
    await typed(HOST, "Enter");
    await page.waitForURL(/erp01/);
    // Everything else is gone when its head and this are the only rows.
    await vi.waitFor(async () => expect(await page.getByRole("row").count()).toBe(2), 10_000);
    await page.keyboard.press("Escape");
    await page.getByRole("grid").waitFor();
    await tabTo(/^Incidents$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/incidents/${waiting.number}(?:\\?|$)`));
    expect(new URL(page.url()).pathname).toBe(`/incidents/${waiting.number}`);
  });

  test("understands it: what happened, why it is here, what is to be done", async () => {
    const { page } = console;
    await page.getByRole("heading", { name: new RegExp(waiting.title) }).waitFor();
    await page.getByRole("tabpanel", { name: "Timeline" }).waitFor();
    await page.keyboard.press("2");
    await page.getByRole("tabpanel", { name: /^Alerts/ }).waitFor();
    await page.keyboard.press("3");
    const response = page.getByRole("tabpanel", { name: /^Response/ });
    await response.getByText(HOST).first().waitFor();
    expect(await response.innerText()).toContain(HOST);
  });

  test("says yes to exactly this effect, and closes what is done with", async () => {
    const { page, call } = console;
    for (const key of ["g", "a"]) await page.keyboard.press(key);
    const heading = page.getByRole("heading", { name: `isolate endpoint ${HOST} by range-endpoint` });
    await page.getByRole("heading", { level: 1, name: "Approvals" }).waitFor();
    const first = page.getByRole("heading", { level: 2 }).first();
    await first.waitFor();
    while (!(await heading.isVisible())) {
      const shown = await first.innerText();
      await page.keyboard.press("j");
      await vi.waitFor(async () => expect(await first.innerText()).not.toBe(shown), 10_000);
    }
    await page.keyboard.press("y");
    await page.getByRole("dialog").getByText("It is done at once, and read back.").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Approved: it is being done").first().waitFor();
    expect(await call("GET", `/v1/approvals/${asked.id}`)).toMatchObject({ status: "approved" });

    await page.keyboard.press("Control+k");
    await page.getByPlaceholder(/Type a command/).waitFor();
    await page.keyboard.type(String(waiting.number));
    await page.getByRole("option", { selected: true, name: `Open incident ${waiting.number}` }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/incidents/${waiting.number}(?:\\?|$)`));
    await page.getByRole("tabpanel", { name: "Timeline" }).waitFor();
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: /^Close incident/ });
    await dialog.waitFor();
    await tabTo(/^What was it\?/);
    await page.keyboard.type("True");
    if ((await dialog.getByRole("checkbox").count()) > 0) {
      await tabTo(/seen to what is still open/);
      await page.keyboard.press(" ");
    }
    await tabTo(/^Why/);
    await page.keyboard.type("Isolated, and handed on to be rebuilt.");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "hidden" });
    const closed = await call<IncidentDetail>("GET", `/v1/incidents/${waiting.id}`);
    expect(closed).toMatchObject({ status: "closed", disposition: "true-positive" });
    expect(console.complaints).toEqual([]);
  });
});
