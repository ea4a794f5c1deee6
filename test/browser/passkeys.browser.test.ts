/** Passkeys as people use them: made, used to come in, asked for as a second factor and as a fresh proof, and taken away. The browser's own authenticator signs. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuditEntry } from "../../src/api/contract/audit.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";
import { ADMIN } from "../support/global-console.ts";
import { type OwnCordon, startOwnCordon } from "../support/own-cordon.ts";

describe.skipIf(NO_BROWSER !== "")(`a passkey ${NO_BROWSER}`, () => {
  const home = mkdtempSync(join(tmpdir(), "cordon-passkeys-"));
  let console: OpenConsole;
  let cordon: OwnCordon;
  beforeAll(async () => {
    const port = await freePort();
    // A passkey is for a name; for this one alone browsers do without https.
    cordon = await startOwnCordon(home, { port, host: "localhost" });
    console = await openConsole({ signedIn: false });
    const { page } = console;
    const browser = await page.context().newCDPSession(page);
    await browser.send("WebAuthn.enable");
    await browser.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      },
    });
    await page.goto(`http://localhost:${port}/account`);
    await page.getByLabel("One-time secret").fill(cordon.secret);
    await page.getByLabel("Name").fill(ADMIN.name);
    await page.getByLabel("Password").fill(ADMIN.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Account" }).waitFor();
  });
  afterAll(async () => {
    await console?.close();
    await cordon?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  /** By what the newest session came in, as the record has it. */
  async function cameInBy(): Promise<unknown> {
    const { items } = (await console.page.evaluate(
      "fetch('/v1/audit?action=session-opened&limit=1').then((answer) => answer.json())",
    )) as { items: AuditEntry[] };
    return items[0]?.details.by;
  }

  test("is made under a name, with recovery codes that come with the first second factor", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Laptop");
    expect(await console.violations()).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Add a passkey" }).click();
    const codes = (await page.getByRole("group", { name: "Recovery codes" }).innerText()).trim().split("\n");
    expect(codes).toHaveLength(10);
    await page.getByRole("button", { name: "I have kept them" }).click();
    await page.getByText("Laptop", { exact: true }).waitFor();
    await page.getByText("never used").waitFor();
  });

  test("brings its person in by itself, and is used from then on", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByText("last used").waitFor();
    expect(await cameInBy()).toEqual(["passkey"]);
  });

  test("is the second factor of whoever comes by password", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByLabel("Name").fill(ADMIN.name);
    await page.getByLabel("Password").fill(ADMIN.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "One step more" }).waitFor();
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByRole("heading", { level: 1, name: "Account" }).waitFor();
    expect(await cameInBy()).toContain("passkey");
  });

  test("is taken away, and brings nobody in any more", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Remove Laptop" }).click();
    await page.getByRole("dialog").getByText("Add it again, as a new one.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("You have none.").waitFor();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("heading", { name: "Sign in" }).isVisible()).toBe(true);
    expect(console.complaints).toEqual([]);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
