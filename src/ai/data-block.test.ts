import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { injections } from "../../test/support/injections.ts";
import { redactSecrets } from "../connector/redact.ts";
import { dataBlock, newFence, safeText } from "./data-block.ts";

const SECRET = "s3cret-of-a-connection";
const redact = (text: string) => redactSecrets(text, [SECRET]);
const asIs = (text: string) => text;

describe("text of strangers", () => {
  it("keeps no character that hides, reorders or ends something, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const safe = safeText(text, asIs);
        expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}<>]/u);
        expect(safe.length).toBeLessThanOrEqual(2_001);
      }),
    );
  });

  it("loses a secret in whatever way it is written, also with hidden characters in between, and at the very cut", () => {
    const ways = [
      SECRET,
      encodeURIComponent(SECRET),
      Buffer.from(SECRET).toString("base64"),
      SECRET.split("").join("\u200b"),
      SECRET.split("").join("\u{e0041}"),
      `${"x".repeat(1_995)} ${SECRET}`,
      `${"\u200b".repeat(30_000)}${SECRET}`,
    ];
    for (const way of ways) {
      const safe = safeText(way, redact);
      expect(safe).not.toContain(SECRET);
      expect(safe).not.toContain(SECRET.slice(0, 10));
      expect(safe).not.toContain(Buffer.from(SECRET).toString("base64"));
    }
  });

  it("loses what looks like a secret that nobody told us of", () => {
    const shapes = [
      "password=hunter2hunter2",
      '"client_secret": "abcdefgh12345"',
      "Authorization: Bearer abcdefghijklmnop",
      "AKIAIOSFODNN7EXAMPLE",
      "https://user:pass1234@example.com/",
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefgh",
      `crd_${"a".repeat(43)}`,
      "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----",
    ];
    for (const shape of shapes) expect(safeText(`before ${shape} after`, asIs)).toContain("[redacted]");
    expect(safeText("The password was changed by ada@example.com.", asIs)).not.toContain("[redacted]");
  });

  it("names addresses that nothing follows", () => {
    expect(safeText("see HTTPS://evil.example/a and javascript:x", asIs)).toBe(
      "see HxxPS://evil.example/a and javascript[:]x",
    );
  });
});

describe("a block", () => {
  it("ends once, at its own fence, whatever is in it", () => {
    for (const text of injections()) {
      const fence = newFence();
      const block = dataBlock({ incident: { title: text, [text]: [text] } }, fence, { redact: asIs, limit: 50_000 });
      expect(block.split(fence.close)).toHaveLength(2);
      expect(block.split("\n")).toHaveLength(3);
    }
  });

  it("is as long as is allowed, in length, width and depth", () => {
    let deep: unknown = "bottom";
    for (let at = 0; at < 1_000; at += 1) deep = { deep };
    const value = { deep, alert: Array.from({ length: 10_000 }, (_none, id) => ({ id, title: "t".repeat(5_000) })) };
    const block = dataBlock(value, newFence(), { redact: asIs, limit: 30_000 });
    expect(block.length).toBeLessThan(30_200);
    expect(block).toContain("more was left out");
    expect(block).not.toContain("bottom");
  });
});
