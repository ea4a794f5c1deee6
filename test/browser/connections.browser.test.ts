/** Connecting a product, how it is, what of its messages could not be read, and a mapping learned from them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ConnectionView } from "../../src/api/contract/connection.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`connections ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  const connection = (name: string) => console.call<ConnectionView>("GET", `/v1/connections/${name}`);

  test("finds a product in the catalogue and connects it by a form of its own settings, whose secrets never come back", async () => {
    const { page } = console;
    await console.goto("/connections?tab=catalogue");
    await page.getByRole("searchbox", { name: "Find" }).fill("active directory");
    await page.getByRole("button", { name: /LDAP and Active Directory/ }).click();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    expect(await page.getByText("Needed", { exact: true }).count()).toBeGreaterThan(2);
    expect(await console.examine("connections-catalogue")).toEqual([]);
    await page.getByLabel("Name", { exact: true }).fill("people");
    await page.getByLabel("URL").fill("ldap://ldap.example.com");
    await page.getByLabel("Account", { exact: true }).fill("cn=cordon,dc=example,dc=com");
    await page.getByLabel("Base DN").fill("ou=people,dc=example,dc=com");
    await page.getByLabel("Kind of directory").selectOption("openldap");
    await page.getByLabel("Password of the account").fill("hunter2-hunter2");
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("heading", { name: "people" }).waitFor();
    expect(await connection("people")).toMatchObject({
      connector: "ldap",
      settings: { dialect: "openldap", url: "ldap://ldap.example.com" },
      secretNames: ["password"],
    });
    expect(await page.content()).not.toContain("hunter2");
    expect(await page.getByLabel(/Password of the account/).inputValue()).toBe("");
  });

  test("tests one, and says who we are there and what we may do", async () => {
    const { page } = console;
    await console.goto("/connections?id=range-firewall");
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByText("It answers").first().waitFor();
    await page.getByText("Block an address at the firewall").waitFor();
    expect(await connection("range-firewall")).toMatchObject({ health: { ok: true } });
    expect(await console.examine("connections")).toEqual([]);
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByText("It is out of use at once").waitFor();
    expect(await console.violations()).toEqual([]);
    await page.keyboard.press("Escape");
  });

  test("shows what could not be read, and gives it up or reads it again", async () => {
    const { page, call } = console;
    await call("POST", "/v1/ingest/guardduty", { detail: "no finding" }).catch(() => {});
    await console.goto("/connections?tab=quarantine");
    await page.getByText('"no finding"').waitFor();
    expect(await console.examine("quarantine")).toEqual([]);
    await page.getByRole("button", { name: "Read it again" }).click();
    await page.getByText("It still cannot be read").first().waitFor();
  });

  test("shows what came, word for word, and what became of it, and reads again what could not be read", async () => {
    const { page, call } = console;
    await call("POST", "/v1/ingest/guardduty", { detail: "once more no finding" }).catch(() => {});
    await console.goto("/connections?tab=deliveries&connection=guardduty");
    const became = page.getByRole("list", { name: "What became of it" });
    await became.getByText("Could not be read").waitFor();
    await page.getByRole("group", { name: "Message" }).getByText("once more no finding").first().waitFor();
    expect(await console.examine("deliveries-held")).toEqual([]);
    await became.getByRole("button", { name: "Read it again" }).click();
    await page.getByText("It still cannot be read").first().waitFor();
    await became.getByText("Read again", { exact: true }).waitFor();
    await console.goto("/connections?tab=deliveries&connection=okta");
    await became.getByText("New alert").first().waitFor();
    expect(await console.examine("deliveries")).toEqual([]);
    await became
      .getByRole("link", { name: /^Incident \d+$/ })
      .first()
      .click();
    await page.waitForURL(/\/incidents\/\d+(?:\?|$)/);
  });

  test("proposes a mapping from what came, and reads by it once it is accepted", async () => {
    const { page, call } = console;
    await call("POST", "/v1/connections", { name: "doors", connector: "auto" });
    const alerts = Array.from({ length: 10 }, (_, n) => ({
      ...{
        eventId: `evt-2026-${n}`,
        when: `2026-03-01T10:${10 + n}:00Z`,
        alertName: "Door forced",
        threatLevel: "HIGH",
      },
      ...{ sourceAddress: `203.0.113.${n + 1}`, deviceName: `lock-${n}`, userName: "ann" },
    }));
    await call("POST", "/v1/ingest/doors", alerts);
    await console.goto("/connections?id=doors");
    await page.getByRole("button", { name: "Propose a mapping" }).click();
    await page.getByText(/Learned from \d+ alerts/).waitFor();
    expect(await console.examine("connections-learn")).toEqual([]);
    await page.getByRole("button", { name: "Read by it from now on" }).click();
    await page.getByText("The connection reads by this mapping now").first().waitFor();
    expect(await connection("doors")).toMatchObject({
      connector: "generic",
      settings: { mapping: { title: "alertName" } },
    });
    expect(console.complaints).toEqual([]);
  });

  test("leads from nothing to the first contained incident, and ticks what is done", async () => {
    const { page, call } = console;
    const people = (await call<{ items: unknown[] }>("GET", "/v1/people")).items.length;
    await console.goto("/first-steps");
    const contained = page.getByRole("listitem").filter({ hasText: "Something was contained" });
    await contained.getByText("Done").waitFor();
    await page
      .getByRole("listitem")
      .filter({ hasText: "Somebody else can sign in" })
      .getByText(people > 1 ? "Done" : /To do|Next/)
      .waitFor();
    expect(await console.examine("first-steps")).toEqual([]);
    expect(console.complaints).toEqual([]);
  });
});
