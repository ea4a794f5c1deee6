/** A runbook: brought, held beside its draft, and gone on with in the editor. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

const RUNBOOK = `# Stolen session

## Triage
1. Check the sign-in logs of the user for new countries.

## Containment
2. Revoke all sessions of the user.
3. Block the source IP address at the firewall for 24 hours.
4. Be kind <img src=x onerror=alert(1)>.
`;

describe.skipIf(NO_BROWSER !== "")(`a runbook ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  test("becomes a draft beside its sentences, which the editor opens", async () => {
    const { page } = console;
    await console.goto("/playbooks");
    await page.getByRole("link", { name: "Bring a runbook" }).click();
    await page.getByRole("button", { name: "Choose a file…" }).waitFor();
    expect(await console.examine("codify")).toEqual([]);
    const file = { name: "stolen-session.md", mimeType: "text/markdown", buffer: Buffer.from(RUNBOOK) };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("heading", { name: "Stolen session" }).waitFor();
    await page.getByText(/hole.* to fill in/).waitFor();
    const sentences = page.getByRole("list", { name: "Sentences of the runbook" });
    const revoke = sentences.getByRole("listitem").filter({ hasText: "Revoke all sessions" });
    await page.getByRole("textbox", { name: "Draft of the playbook" }).waitFor();
    await revoke
      .getByRole("button", { name: /^Step / })
      .first()
      .click();
    await expect.poll(() => revoke.getAttribute("aria-current")).toBe("true");
    expect(await console.examine("codified")).toEqual([]);
    await page.getByRole("button", { name: "Open in the editor" }).click();
    await page.getByRole("textbox", { name: "playbook.yaml" }).getByText("stolen-session").first().waitFor();
    expect(console.complaints).toEqual([]);
  });

  test("that cannot be read says so, and another can be brought", async () => {
    const { page } = console;
    await console.goto("/codify");
    await page.getByRole("button", { name: "Choose a file…" }).waitFor();
    const file = { name: "no-runbook.pdf", mimeType: "application/pdf", buffer: Buffer.from("no pdf at all") };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("button", { name: "Choose a file…" }).isEnabled()).toBe(true);
  });
});
