import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capabilities } from "../connector/capabilities/catalog.ts";
import { EntityAttributes, type EntityType } from "../model/entity.ts";
import { type EffectClass, type Severity, severityId } from "../model/scale.ts";
import { compilePolicies } from "./compile-policies.ts";
import { decide } from "./decide.ts";
import { explainDecision } from "./explain.ts";
import { loadPolicies } from "./load.ts";
import type { PolicySet } from "./policy-record.ts";
import type { GuardRequest } from "./request.ts";
import type { GuardedCapability } from "./schema.ts";

const CAPABILITIES: (GuardedCapability & { target: EntityType; key: string })[] = [
  { id: "identity.suspend-user", effect: "contain", target: "user", key: "ada" },
  { id: "identity.revoke-sessions", effect: "eradicate", target: "user", key: "ada" },
  { id: "identity.restore-user", effect: "recover", target: "user", key: "ada" },
  { id: "identity.get-user", effect: "observe", target: "user", key: "ada" },
  { id: "endpoint.isolate", effect: "contain", target: "device", key: "laptop-1" },
  { id: "network.block-ip", effect: "contain", target: "ip", key: "203.0.113.9" },
  { id: "network.block-domain", effect: "contain", target: "domain", key: "login-example.net" },
  { id: "cloud.disable-access-key", effect: "contain", target: "access-key", key: "AKIAEXAMPLE" },
  { id: "http.contain", effect: "contain", target: "device", key: "laptop-1" },
  { id: "ticket.create", effect: "record", target: "other", key: "none" },
  { id: "chat.post-message", effect: "notify", target: "other", key: "none" },
];

/** What the shipped policies speak of beside those that are asked about here. */
const KNOWN = new Map<string, GuardedCapability>(
  [...capabilities.values(), ...CAPABILITIES].map((capability) => [capability.id, capability]),
);
const shippedFiles = await loadPolicies(new URL("../../policies", import.meta.url).pathname);
const shipped = policySet(shippedFiles);

function policySet(files: { file: string; text: string }[], own?: Partial<PolicySet["own"]>): PolicySet {
  const compiled = compilePolicies(files, { capabilities: KNOWN.values(), ...(own === undefined ? {} : { own }) });
  if (compiled.policySet === null) throw new Error(JSON.stringify(compiled.findings));
  return compiled.policySet;
}

interface Asked {
  capability: string;
  key?: string;
  attributes?: Partial<EntityAttributes>;
  type?: string;
  severity?: Severity;
  maturity?: string;
  at?: string;
}

function request(asked: Asked): GuardRequest {
  const capability = CAPABILITIES.find(({ id }) => id === asked.capability);
  const severity = asked.severity ?? "high";
  return {
    workspaceId: "00000000-0000-7000-8000-000000000000",
    playbook: { name: "account-takeover", maturity: asked.maturity ?? "stable" },
    capability: asked.capability,
    effectClass: capability?.effect ?? "contain",
    entity: {
      type: capability?.target ?? "other",
      key: asked.key ?? capability?.key ?? "none",
      ...EntityAttributes.parse(asked.attributes ?? {}),
    },
    incident: {
      type: asked.type ?? "malicious-code/infected-system",
      severity,
      severityId: severityId(severity),
      priority: "high",
      confidence: 70,
    },
    at: new Date(asked.at ?? "2026-01-05T12:00:00Z"),
  };
}

describe("the shipped policies", () => {
  const cases: [string, Asked, "allow" | "ask" | "refuse"][] = [
    ["look up an account", { capability: "identity.get-user", attributes: { protected: true } }, "allow"],
    ["open a ticket", { capability: "ticket.create" }, "allow"],
    ["tell the team", { capability: "chat.post-message", maturity: "sandbox" }, "allow"],
    [
      "restore an account, even a protected one",
      { capability: "identity.restore-user", attributes: { protected: true } },
      "allow",
    ],
    ["suspend an ordinary user in a grave incident", { capability: "identity.suspend-user" }, "allow"],
    [
      "suspend a taken-over user at medium severity",
      { capability: "identity.suspend-user", severity: "medium", type: "intrusions/unprivileged-account-compromise" },
      "allow",
    ],
    [
      "suspend a user for a faint suspicion of take-over",
      { capability: "identity.suspend-user", severity: "low", type: "intrusions/unprivileged-account-compromise" },
      "ask",
    ],
    [
      "suspend a user for a minor incident of another type",
      { capability: "identity.suspend-user", severity: "medium", type: "fraud/phishing" },
      "ask",
    ],
    ["suspend an administrator", { capability: "identity.suspend-user", attributes: { privileged: true } }, "ask"],
    [
      "suspend a user of high criticality",
      { capability: "identity.suspend-user", attributes: { criticality: "high" } },
      "ask",
    ],
    ["suspend anybody from the sandbox", { capability: "identity.suspend-user", maturity: "sandbox" }, "ask"],
    [
      "suspend a service account",
      { capability: "identity.suspend-user", attributes: { serviceAccount: true } },
      "refuse",
    ],
    ["suspend a protected account", { capability: "identity.suspend-user", attributes: { protected: true } }, "refuse"],
    [
      "suspend a break-glass account",
      { capability: "identity.suspend-user", attributes: { tags: ["break-glass"] } },
      "refuse",
    ],
    ["end an ordinary user's sessions", { capability: "identity.revoke-sessions" }, "allow"],
    [
      "end an administrator's sessions",
      { capability: "identity.revoke-sessions", attributes: { privileged: true } },
      "ask",
    ],
    ["isolate a workstation", { capability: "endpoint.isolate", attributes: { criticality: "low" } }, "allow"],
    ["isolate a device nobody has rated", { capability: "endpoint.isolate" }, "allow"],
    ["isolate a critical device", { capability: "endpoint.isolate", attributes: { criticality: "critical" } }, "ask"],
    ["isolate a server", { capability: "endpoint.isolate", attributes: { tags: ["server"] } }, "ask"],
    [
      "isolate a domain controller",
      { capability: "endpoint.isolate", attributes: { tags: ["domain-controller", "server"] } },
      "refuse",
    ],
    ["block an external address", { capability: "network.block-ip", severity: "low" }, "allow"],
    ["block a partner's address", { capability: "network.block-ip", attributes: { tags: ["partner"] } }, "ask"],
    ["block an address of ours", { capability: "network.block-ip", key: "10.1.2.3" }, "refuse"],
    [
      "block a public address of ours",
      { capability: "network.block-ip", attributes: { tags: ["own-address"] } },
      "refuse",
    ],
    ["block the loopback address", { capability: "network.block-ip", key: "127.0.0.1" }, "refuse"],
    ["block everything", { capability: "network.block-ip", key: "0.0.0.0" }, "refuse"],
    ["block a private address in IPv6 dress", { capability: "network.block-ip", key: "::ffff:10.1.2.3" }, "refuse"],
    ["block a local IPv6 address", { capability: "network.block-ip", key: "fe80::1" }, "refuse"],
    ["block what is no address", { capability: "network.block-ip", key: "010.0.0.1" }, "refuse"],
    ["block a hostile domain", { capability: "network.block-domain", type: "fraud/phishing" }, "allow"],
    ["block a domain for a scan", { capability: "network.block-domain", type: "information-gathering/scanner" }, "ask"],
    ["block a whole zone", { capability: "network.block-domain", key: "com" }, "refuse"],
    [
      "disable a leaked key",
      { capability: "cloud.disable-access-key", severity: "medium", type: "information-content-security/data-leak" },
      "allow",
    ],
    [
      "disable a key of high criticality",
      { capability: "cloud.disable-access-key", attributes: { criticality: "high" } },
      "ask",
    ],
    ["contain by a bare HTTP request", { capability: "http.contain" }, "ask"],
    ["contain for a test", { capability: "endpoint.isolate", type: "test/test" }, "refuse"],
    ["do what no connector can", { capability: "power.cut" }, "refuse"],
  ];

  it.each(cases)("to %s", (_name, asked, decision) => {
    expect(decide(shipped, request(asked)).decision).toBe(decision);
  });

  it("bound every containment they allow", () => {
    for (const { id, effect } of CAPABILITIES.filter(
      (each) => each.effect === "contain" || each.effect === "eradicate",
    )) {
      const answer = decide(shipped, request({ capability: id, type: "information-content-security/data-leak" }));
      if (answer.decision === "allow")
        expect(
          answer.budgets.some(({ max }) => max !== null),
          `${id} (${effect})`,
        ).toBe(true);
    }
    expect(decide(shipped, request({ capability: "identity.suspend-user" })).budgets).toEqual([
      {
        key: "suspend-ordinary-users/identity.suspend-user/count/3600s",
        max: 5,
        percent: null,
        of: null,
        windowSeconds: 3600,
      },
      {
        key: "suspend-ordinary-users/identity.suspend-user/count/86400s",
        max: 20,
        percent: null,
        of: null,
        windowSeconds: 86_400,
      },
      {
        key: "suspend-ordinary-users/identity.suspend-user/fraction-of-user/3600s",
        max: null,
        percent: 2,
        of: "user",
        windowSeconds: 3600,
      },
    ]);
  });

  it("explain themselves", () => {
    const asked = request({ capability: "identity.suspend-user", attributes: { serviceAccount: true } });
    const text = explainDecision(shipped, asked, decide(shipped, asked));
    expect(text).toContain("Forbidden by never-service-accounts (what runs under a service account stops with it");
    expect(text).toMatch(/forbid never-service-accounts at .*90-never\.cedar:\d+/);
  });
});

const anyRequest = fc
  .record({
    capability: fc.constantFrom(...CAPABILITIES.map(({ id }) => id)),
    type: fc.constantFrom(
      "intrusions/unprivileged-account-compromise",
      "fraud/phishing",
      "malicious-code/infected-system",
      "test/test",
    ),
    severity: fc.constantFrom<Severity[]>("low", "medium", "high", "critical"),
    maturity: fc.constantFrom("sandbox", "stable"),
    attributes: fc.record({
      criticality: fc.constantFrom("unknown" as const, "low" as const, "high" as const, "critical" as const),
      privileged: fc.boolean(),
      serviceAccount: fc.boolean(),
      protected: fc.boolean(),
      tags: fc.array(fc.constantFrom("server", "break-glass", "partner", "x"), { maxLength: 2 }),
    }),
  })
  .map(request);

describe("whatever is asked", () => {
  it("a forbid wins over any permit", () => {
    const all =
      '@id("all") @budget("1 per 1h") permit (principal, action, resource);\n@id("no") @reason("no") forbid (principal, action in [Action::"contain", Action::"eradicate"], resource) when { resource.protected || context.severityId >= 4 };';
    const both = policySet([{ file: "x.cedar", text: all }]);
    fc.assert(
      fc.property(anyRequest, (asked) => {
        const forbidden = isGrave(asked.effectClass) && (asked.entity.protected || asked.incident.severityId >= 4);
        expect(decide(both, asked).decision).toBe(forbidden ? "refuse" : "allow");
      }),
      { numRuns: 200 },
    );
  });

  it("adding a forbid never widens, and adding a permit never narrows", () => {
    const forbid =
      '@id("extra") @reason("extra") forbid (principal, action, resource) when { resource.tags.contains("x") };';
    const permit =
      '@id("more") @budget("1 per 1h") permit (principal, action, resource) when { resource.criticality == "low" };';
    const narrower = policySet([...shippedFiles, { file: "zz.cedar", text: forbid }]);
    const wider = policySet([...shippedFiles, { file: "zz.cedar", text: permit }]);
    const rank = { refuse: 0, ask: 1, allow: 2 } as const;
    fc.assert(
      fc.property(anyRequest, (asked) => {
        const before = rank[decide(shipped, asked).decision];
        expect(rank[decide(narrower, asked).decision]).toBeLessThanOrEqual(before);
        expect(rank[decide(wider, asked).decision]).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  it("the same answer comes again, also from a set that went through JSON", () => {
    const again = JSON.parse(JSON.stringify(shipped)) as PolicySet;
    fc.assert(
      fc.property(anyRequest, (asked) => {
        const answer = decide(shipped, asked);
        expect(decide(shipped, asked)).toEqual(answer);
        expect(decide(again, asked)).toEqual(answer);
      }),
      { numRuns: 200 },
    );
  });

  it("an error in one policy refuses, whatever another permits", () => {
    const overflow =
      '@id("all") @budget("1 per 1h") permit (principal, action, resource);\n@id("sum") @reason("sum") forbid (principal, action, resource) when { context.severityId * 9223372036854775807 > 1 };';
    const failing = policySet([{ file: "x.cedar", text: overflow }]);
    fc.assert(
      fc.property(anyRequest, (asked) => {
        if (asked.effectClass === "observe") return;
        const answer = decide(failing, asked);
        expect(answer.decision).toBe("refuse");
        expect(answer.reason).toContain("could not be evaluated");
      }),
      { numRuns: 50 },
    );
  });

  it("values of the wrong kind refuse", () => {
    const asked = request({ capability: "identity.suspend-user" });
    const wrong = { ...asked, incident: { ...asked.incident, severityId: "4" as unknown as number } };
    expect(decide(shipped, wrong).decision).toBe("refuse");
    const missing = { ...asked, entity: { ...asked.entity, tags: undefined as unknown as string[] } };
    expect(decide(shipped, missing).decision).toBe("refuse");
  });

  it("a capability of another class than the policies know refuses", () => {
    const asked = { ...request({ capability: "identity.suspend-user" }), effectClass: "notify" as const };
    expect(decide(shipped, asked)).toMatchObject({ decision: "refuse", policies: [] });
  });
});

describe("policies that name", () => {
  it("one playbook or one entity decide by that name, though like requests are remembered", () => {
    const set = policySet([
      {
        file: "x.cedar",
        text: '@id("one") @budget("1 per 1h") permit (principal == Playbook::"account-takeover", action, resource) unless { resource == Entity::"user/eve" };',
      },
    ]);
    const asked = request({ capability: "identity.suspend-user" });
    expect(decide(set, asked).decision).toBe("allow");
    expect(decide(set, { ...asked, playbook: { name: "other", maturity: "stable" } }).decision).toBe("ask");
    expect(decide(set, { ...asked, entity: { ...asked.entity, key: "eve" } }).decision).toBe("ask");
  });

  it("hours and weekdays speak of the organization's time zone", () => {
    const text =
      '@id("office") @budget("1 per 1h") permit (principal, action, resource) when { context.hour >= 9 && context.hour < 17 && context.weekday <= 5 };';
    const set = policySet([{ file: "x.cedar", text }], { timeZone: "America/New_York" });
    const at = (time: string) => decide(set, request({ capability: "endpoint.isolate", at: time })).decision;
    expect(at("2026-01-05T14:00:00Z")).toBe("allow"); // Monday, 9:00
    expect(at("2026-01-05T13:59:00Z")).toBe("ask");
    expect(at("2026-01-05T22:00:00Z")).toBe("ask");
    expect(at("2026-01-10T15:00:00Z")).toBe("ask"); // Saturday
  });

  it("networks see addresses, and own networks and domains are internal", () => {
    const text =
      '@id("net") @budget("1 per 1h") permit (principal, action, resource) when { resource has address && resource.address.isInRange(ip("203.0.113.0/24")) && !resource.internal };';
    const set = policySet([{ file: "x.cedar", text }], { networks: ["203.0.113.128/25"], domains: ["example.net"] });
    const block = (key: string) => decide(set, request({ capability: "network.block-ip", key })).decision;
    expect(block("203.0.113.9")).toBe("allow");
    expect(block("203.0.113.200")).toBe("ask");
    expect(block("198.51.100.1")).toBe("ask");
    const own = policySet(shippedFiles, { domains: ["example.net"] });
    expect(decide(own, request({ capability: "network.block-domain", key: "mail.example.net" })).decision).toBe(
      "refuse",
    );
  });

  it("budgets per playbook count each playbook by itself", () => {
    const set = policySet([
      { file: "x.cedar", text: '@id("p") @budget_playbook("3 per 1d") permit (principal, action, resource);' },
    ]);
    const [budget] = decide(set, request({ capability: "endpoint.isolate" })).budgets;
    expect(budget).toEqual({
      key: "p/endpoint.isolate/count/86400s/account-takeover",
      max: 3,
      percent: null,
      of: null,
      windowSeconds: 86_400,
    });
  });

  it("budgets of the workspace count all that their policy permits together, budgets each capability by itself", () => {
    const text =
      '@id("p") @budget("3 at a time, 9 per 1d") @budget_workspace("5 per 1h") permit (principal, action, resource);';
    const set = policySet([{ file: "x.cedar", text }]);
    const keys = (capability: string) => decide(set, request({ capability })).budgets.map(({ key }) => key);
    expect(keys("endpoint.isolate")).toEqual([
      ...["p/endpoint.isolate/count/at-a-time", "p/endpoint.isolate/count/86400s", "p/all/count/3600s"],
    ]);
    expect(keys("identity.suspend-user")).toContain("p/all/count/3600s");
  });
});

describe("many policy sets in one process", () => {
  it("are each decided by their own policies, however many there are", () => {
    const sets = Array.from({ length: 40 }, (_, index) =>
      policySet([
        {
          file: "x.cedar",
          text: `@id("set-${index}") @budget("1 per 1h") permit (principal, action, resource) when { resource.tags.contains("t${index}") };`,
        },
      ]),
    );
    for (const round of [0, 1]) {
      sets.forEach((set, index) => {
        const tags = [`t${index}`, `round-${round}`];
        expect(decide(set, request({ capability: "endpoint.isolate", attributes: { tags } })).policies).toEqual([
          `set-${index}`,
        ]);
      });
    }
  });
});

function isGrave(effect: EffectClass): boolean {
  return effect === "contain" || effect === "eradicate";
}
