import { readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { capabilities } from "./connector/capabilities/catalog.ts";
import { compilePolicies } from "./guard/compile-policies.ts";
import { decide } from "./guard/decide.ts";
import { EntityAttributes, type EntityType } from "./model/entity.ts";
import { ownPlace } from "./own-place.ts";

const SHIPPED = ["10-everyday", "20-containment", "90-never"].map((name) => {
  const file = `policies/${name}.cedar`;
  return { file, text: readFileSync(new URL(`../${file}`, import.meta.url), "utf8") };
});
const placeOf = (env: Record<string, string>, addresses: string[] = []) => ownPlace(readConfig(env), addresses);

/** What the shipped policies say of blocking it, at a place of these settings. */
function blocking(type: EntityType & ("ip" | "domain" | "url"), key: string, own: ReturnType<typeof placeOf>): string {
  const { policySet } = compilePolicies(SHIPPED, { capabilities: capabilities.values(), own });
  return decide(policySet!, {
    ...{ workspaceId: "w", capability: `network.block-${type}`, effectClass: "contain", at: new Date(0) },
    playbook: { name: "p", maturity: "stable" },
    entity: { type, key, ...EntityAttributes.parse({}) },
    incident: { type: "fraud/phishing", severity: "high", severityId: 4, priority: "high", confidence: 50 },
  }).decision;
}

describe("what the organization says of itself", () => {
  test("is never blocked: its networks, its domains and pages below them, and what is others' still is", () => {
    const own = placeOf({ CORDON_OWN_NETWORKS: "81.2.3.0/24, 2a01::/32", CORDON_OWN_DOMAINS: "corp.test,shop.test" });
    expect(blocking("ip", "81.2.3.77", own)).toBe("refuse");
    expect(blocking("ip", "2a01::1", own)).toBe("refuse");
    expect(blocking("domain", "mail.corp.test", own)).toBe("refuse");
    expect(blocking("url", "https://shop.test/login", own)).toBe("refuse");
    expect(blocking("ip", "81.2.4.77", own)).toBe("allow");
    expect(blocking("domain", "notcorp.test", own)).toBe("allow");
  });

  test("tells the hours of its policies", () => {
    const own = placeOf({ CORDON_TIME_ZONE: "America/New_York" });
    expect(own.timeZone).toBe("America/New_York");
    expect(placeOf({}).timeZone).toBe("UTC");
  });

  test.each([
    [{ CORDON_OWN_NETWORKS: "81.2.3.0" }, 'CORDON_OWN_NETWORKS has "81.2.3.0"'],
    [{ CORDON_OWN_NETWORKS: "81.2.3.0/33" }, 'CORDON_OWN_NETWORKS has "81.2.3.0/33"'],
    [{ CORDON_OWN_DOMAINS: "https://corp.test" }, 'CORDON_OWN_DOMAINS has "https://corp.test"'],
    [{ CORDON_TIME_ZONE: "Mars/Olympus" }, 'CORDON_TIME_ZONE is "Mars/Olympus"'],
  ])("stops the start where it is not understood, by the name of the setting: %j", (env, words) =>
    expect(() => readConfig(env)).toThrow(words),
  );
});

describe("the address that Cordon itself talks from", () => {
  test("is never blocked, without anybody saying so", () => {
    const own = placeOf({ CORDON_PUBLIC_URL: "https://cordon.corp.test" }, ["81.2.3.4", "2a01::5"]);
    expect(blocking("ip", "81.2.3.4", own)).toBe("refuse");
    expect(blocking("ip", "2a01::5", own)).toBe("refuse");
    expect(blocking("domain", "cordon.corp.test", own)).toBe("refuse");
    expect(blocking("ip", "81.2.3.5", own)).toBe("allow");
    expect(blocking("ip", "81.2.9.9", placeOf({ CORDON_PUBLIC_URL: "https://81.2.9.9:8443" }))).toBe("refuse");
  });

  test("is every address of the machine", () => {
    const here = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
    const { networks } = ownPlace(readConfig({}));
    expect(networks.map((network) => network.split("/")[0])).toEqual(here);
  });
});
