import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { reportedMailSource as source } from "./normalize.ts";
import { severityOf } from "./signs.ts";

const text = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
const read = (raw: unknown) => AlertDraft.parse(source.normalize(raw, {}));
const attached = read(text("attached-original.eml"));

describe("a report with the original attached", () => {
  it("affects the reporter; the original's sender and the address that our server saw act", () => {
    expect(attached.entities.map(({ role, type, key }) => [role, type, key])).toEqual([
      ["affected", "mailbox", "dana@example.com"],
      ["actor", "mailbox", "support@bank.example"],
      ["actor", "ip", "203.0.113.25"],
    ]);
  });

  it("has the original's subject and the time our server received it", () => {
    expect(attached.title).toBe("Reported mail: Your account is locked – act now");
    expect(attached.time).toBe("2026-03-01T09:58:00.000+00:00");
  });

  it("tells every sign and is as grave as they are", () => {
    expect(attached.categories).toEqual(
      expect.arrayContaining(["dmarc-failed", "reply-to-differs", "link-mismatch", "risky-attachment"]),
    );
    expect(attached.severity).toBe("critical");
    expect(attached.description).toContain("a link shows bank.example");
  });

  it("names links, digests, sender and the chain's addresses", () => {
    const values = attached.observables.map(({ value }) => value);
    const digest = createHash("sha256").update(Buffer.from("UEsDBGV4YW1wbGU=", "base64")).digest("hex");
    expect(values).toEqual(
      expect.arrayContaining([digest, "https://login.bank-example.test/verify", "statement.zip", "198.51.100.77"]),
    );
    expect(attached.techniques.map(({ id }) => id)).toEqual(["T1566.002", "T1566.001"]);
  });

  it("is one alert for each who reports the same message, and the same when reported again by the same", () => {
    const again = text("attached-original.eml").replaceAll("report-1@", "report-9@");
    expect(read(again).uid).toBe(attached.uid);
    expect(read(again.replace("Dana Doe <dana@example.com>", "robin@example.com")).uid).not.toBe(attached.uid);
  });
});

it("reads a message that was forwarded in the text, with defanged links", () => {
  const draft = read(text("forwarded-inline.eml"));
  expect(draft).toMatchObject({
    severity: "low",
    time: "2026-03-01T10:50:00.000+01:00",
    techniques: [{ id: "T1566.002" }],
  });
  expect(draft.entities.map(({ role, key }) => [role, key])).toEqual([
    ["affected", "robin@example.com"],
    ["actor", "billing@invoices.example.net"],
  ]);
  expect(draft.observables).toContainEqual({ type: "url", value: "https://pay.invoices.example.net/now" });
});

it("takes a message that reports nothing for the suspicious one, its recipient affected", () => {
  const raw =
    'From: "ceo@example.com" <x@evil.example>\nTo: dana@example.com\nDate: Sun, 1 Mar 2026 10:00:00 +0000\n\nHi';
  expect(read(raw)).toMatchObject({
    severity: "high",
    entities: [
      { role: "affected", key: "dana@example.com" },
      { role: "actor", key: "x@evil.example" },
    ],
  });
});

describe("a message of which only the beginning was kept", () => {
  const original = text("attached-original.eml").replaceAll("\r\n", "\n");
  const cutAt = original.indexOf("UEsDBGV4YW1wbGU=") + 8;
  const part = (head: string) => read(`${head}${original.slice(0, cutAt)}`);
  const hashes = (draft: AlertDraft) => draft.observables.filter(({ type }) => type === "hash");

  it("says so, and gives no digest of the file that was cut off", () => {
    const draft = part("X-Cordon-Kept: 1000 of 90000 bytes\r\n");
    expect(draft.description).toContain("Only the first 1000 of 90000 bytes were taken");
    expect(draft.uid).toBe(attached.uid);
    expect(draft.observables).toContainEqual({ type: "file", value: "statement.zip" });
    expect(hashes(draft)).toEqual([]);
  });

  it("is told by our line alone, which stands first", () => {
    expect(hashes(part("X-Other: 1\r\nX-Cordon-Kept: 1000 of 90000 bytes\r\n"))).toHaveLength(3);
  });
});

it("weighs deceit over oddities", () => {
  const severity = (...ids: string[]) => severityOf(ids.map((id) => ({ id, words: "" })));
  expect(severity()).toBe("low");
  expect(severity("return-path-differs")).toBe("low");
  expect(severity("reply-to-differs")).toBe("medium");
  expect(severity("spf-failed", "reply-to-differs")).toBe("high");
  expect(severity("dmarc-failed")).toBe("high");
  expect(severity("dmarc-failed", "risky-attachment")).toBe("critical");
});

it("knows a message by its headers", () => {
  expect(source.recognizes?.(text("forwarded-inline.eml"))).toBe(true);
  for (const raw of ["", "hello", '{"from": 1}', "<134>Mar  1 10:00:00 host app: x", {}, "From: nobody\n\ntext"]) {
    expect(source.recognizes?.(raw)).toBe(false);
  }
});

it("names what is missing", () => {
  expect(() => read("Subject: x\n\ny")).toThrow(/\$\.from/);
  expect(() => read("From: a@example.com\n\ny")).toThrow(/\$\.date/);
  expect(() => read({})).toThrow(/expected a mail message/);
});
