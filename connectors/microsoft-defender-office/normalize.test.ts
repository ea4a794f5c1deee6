import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { defenderOfficeSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const [alert, mail, search] = fixture("activity-api.json");
const read = (raw: unknown) => AlertDraft.parse(source.normalize(raw, {}));

it("reads an alert about the mailbox it names", () => {
  expect(read(alert)).toMatchObject({
    severity: "high",
    techniques: [{ id: "T1566" }],
    entities: [{ type: "mailbox", key: "ann@example.com" }],
  });
});

it("reads bad mail with the recipient as affected, the sender as the one who acts, and what became of it", () => {
  expect(read(mail)).toMatchObject({
    title: "Phish: Invoice",
    severity: "high",
    controlOutcome: "blocked",
    techniques: [{ id: "T1566.002" }],
  });
  expect(read(mail).entities.map(({ role, key }) => [role, key])).toEqual([
    ["affected", "ann@example.com"],
    ["actor", "ceo@evil.example"],
    ["actor", "203.0.113.70"],
  ]);
});

it("takes searches of administrators for no alerts", () => expect(source.normalize(search, {})).toBeNull());
