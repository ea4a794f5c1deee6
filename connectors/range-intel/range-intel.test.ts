import { afterEach, beforeEach, expect, it } from "vitest";
import { connectToRange, type RangeConnection } from "../../test/support/range-connection.ts";
import connector from "./connector.ts";

let range: RangeConnection;
beforeEach(async () => {
  range = await connectToRange(connector, "intel");
});
afterEach(() => range.stop());

it("knows the bad, the good and what it has never heard of", async () => {
  expect(await range.run("intel.lookup-ip", { ip: "203.0.113.45" })).toMatchObject({ known: true, malicious: true });
  expect(await range.run("intel.lookup-ip", { ip: "203.0.113.200" })).toMatchObject({
    malicious: false,
    tags: expect.arrayContaining(["known-scanner"]),
  });
  expect(await range.run("intel.lookup-ip", { ip: "203.0.113.9" })).toEqual({
    known: false,
    malicious: false,
    score: 0,
    tags: [],
  });
  expect(await range.run("intel.lookup-ip", { ip: "2001:0DB8:0BAD::0017" })).toMatchObject({ malicious: true });
  expect(await range.run("intel.lookup-domain", { domain: "Login-Portal.Phish.example.com" })).toMatchObject({
    malicious: true,
  });
  const hash = "4F2A9C1D7E6B3A5084C1F0E9D8B7A6C5E4F3029181706F5E4D3C2B1A09F8E7D6";
  expect(await range.run("intel.lookup-hash", { hash })).toMatchObject({ malicious: true, tags: ["ransomware"] });
});

it("knows a page by itself or by its host", async () => {
  const of = (url: string) => range.run("intel.lookup-url", { url });
  expect(await of("https://files.example.com/share/invoice.iso")).toMatchObject({ malicious: true, tags: ["malware"] });
  expect(await of("https://files.example.com/share/other.pdf")).toMatchObject({ known: false });
  expect(await of("https://login-portal.phish.example.com/renew?u=nadia")).toMatchObject({ malicious: true });
});

it("is not ok when the URL is another part's", async () => {
  const other = await connectToRange(connector, "chat");
  expect(await other.health()).toMatchObject({ ok: false, message: expect.stringContaining("chat") });
  await other.stop();
});
