import { afterAll, beforeAll, describe, expect, it } from "vitest";
import connectors from "../connectors/index.ts";
import type { Connector } from "../src/connector/connector.ts";
import { AlertDraft } from "../src/model/alert.ts";
import { mergeEntities } from "../src/normalize/canonical-entity.ts";
import { sourceConnections } from "./connections.ts";
import { companyInventory } from "./inventory.ts";
import { playAlerts, raiseInSiem } from "./play.ts";
import { EXPECTATIONS } from "./scenario.ts";
import { type Range, startRange } from "./start.ts";

const now = new Date("2026-11-20T12:00:00Z");

interface Posted {
  connection: string;
  body: string;
  type: string;
}

async function play(): Promise<{ posted: Posted[]; played: Awaited<ReturnType<typeof playAlerts>> }> {
  const posted: Posted[] = [];
  const played = await playAlerts({
    now,
    post: async (connection, body, headers) =>
      void posted.push({ connection, body, type: headers["content-type"] ?? "" }),
  });
  return { posted, played };
}

function documents({ body, type }: Posted): unknown[] {
  return type === "application/x-ndjson"
    ? body
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [JSON.parse(body)];
}

describe("the bundled alerts", () => {
  it("cover every expectation, by at least six sources", async () => {
    const { played } = await play();
    expect(new Set(played.map((one) => one.expect))).toEqual(new Set(EXPECTATIONS));
    expect(new Set(played.map((one) => one.connection)).size).toBeGreaterThanOrEqual(6);
    expect(new Set(played.map((one) => one.scenario)).size).toBeGreaterThanOrEqual(8);
  });

  it("happened just before they are delivered", async () => {
    const { posted } = await play();
    for (const one of posted) {
      expect(one.body).toContain("2026-11-20T11:5");
      expect(one.body).not.toContain("2026-05-04");
    }
  });

  it("hold one that is delivered twice, word for word", async () => {
    const { posted } = await play();
    expect(posted.length - new Set(posted.map((one) => one.body)).size).toBe(1);
  });

  it("name only addresses and domains that are for documentation", async () => {
    const { posted } = await play();
    const text = posted.map((one) => one.body).join("\n");
    for (const [address] of text.matchAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g))
      expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\./);
    for (const [, host] of text.matchAll(/https?:\/\/([^/:"\\]+)/g)) expect(host).toMatch(/(^|\.)example\.com$/);
  });

  it("are read by the connectors of their connections, under the ids the SIEM knows them by", async () => {
    const { posted, played } = await play();
    const drafts = await readAll(posted);
    expect(drafts.map((read) => read.map((draft) => draft.uid))).toEqual(played.map((one) => one.alerts));
    for (const draft of drafts.flat()) {
      expect(Date.parse(draft.time)).toBeGreaterThan(now.getTime() - 600_000);
      expect(draft.entities.some((entity) => entity.role === "affected")).toBe(true);
    }
  });

  it("hold two on one device by one technique, which are one incident", async () => {
    const { posted, played } = await play();
    const drafts = await readAll(posted);
    const pair = drafts.filter((_, index) => played[index]?.scenario === "02-malware-on-workstation").flat();
    expect(pair).toHaveLength(2);
    const [first, second] = pair.map((draft) => ({
      entity: affected(draft),
      techniques: draft.techniques.map((one) => one.id),
    }));
    expect(first).toEqual(second);
    expect(first?.techniques).toContain("T1059.001");
  });

  it("are about entities of the inventory, found by key or alias, where the company knows them", async () => {
    const { posted, played } = await play();
    const drafts = await readAll(posted);
    const inventory = companyInventory();
    const about = (scenario: string) => {
      const draft = drafts[played.findIndex((one) => one.scenario === scenario)]?.[0];
      const entity = draft && affected(draft);
      return inventory.find((one) => one.type === entity?.type && [one.key, ...one.aliases].includes(entity.key))
        ?.attributes;
    };
    expect(about("01-account-takeover")).toMatchObject({ privileged: false, protected: false });
    expect(about("02-malware-on-workstation")).toMatchObject({ criticality: "medium", protected: false });
    expect(about("05-leaked-cloud-key")).toMatchObject({ criticality: "low", protected: false });
    expect(about("07-ransomware-on-erp")).toMatchObject({ criticality: "critical", protected: false });
    expect(about("08-break-glass-account")).toMatchObject({ privileged: true, protected: true });
    expect(about("09-domain-controller")).toMatchObject({ criticality: "critical", protected: true });
    expect(about("10-vulnerability-on-shop")).toMatchObject({ criticality: "critical" });
  });

  it("are judged by their source where it did", async () => {
    const { posted, played } = await play();
    const drafts = await readAll(posted);
    const judged = (scenario: string) => drafts[played.findIndex((one) => one.scenario === scenario)]?.[0]?.disposition;
    expect(judged("12-sample-finding")).toBe("test");
    expect(judged("13-false-positive-at-source")).toBe("false-positive");
  });
});

describe("played with the range's SIEM", () => {
  let range: Range;
  beforeAll(async () => {
    range = await startRange({ token: "t" });
  });
  afterAll(() => range.stop());

  it("every alert is raised there once, however often it is played", async () => {
    const post = async () => 202;
    for (let time = 0; time < 2; time++) await playAlerts({ now, post, raise: raiseInSiem(range) });
    const played = await playAlerts({ now, post });
    const { alerts } = range.parts.siem.state().entities as { alerts: { id: string }[] };
    expect(alerts.map((one) => one.id).sort()).toEqual([...new Set(played.flatMap((one) => one.alerts))].sort());
  });

  it("only the scenarios asked for are played", async () => {
    const played = await playAlerts({ post: async () => 202, only: ["03-port-scan"] });
    expect(played.map((one) => one.scenario)).toEqual(["03-port-scan"]);
  });
});

/** Every delivery through the connector of its connection; what is no alert is left out. */
async function readAll(posted: Posted[]): Promise<AlertDraft[][]> {
  const connections = new Map((await sourceConnections()).map((one) => [one.name, one]));
  return posted.map((one) => {
    const spec = connections.get(one.connection);
    const connector = connectors.get(spec?.connector ?? "") as Connector;
    const settings = connector.settings.parse(spec?.settings);
    const raws = documents(one).flatMap((document) => connector.source?.split?.(document, settings) ?? [document]);
    return raws.flatMap((raw) => {
      const draft = connector.source?.normalize(raw, settings);
      return draft ? [AlertDraft.parse(draft)] : [];
    });
  });
}

function affected(draft: AlertDraft) {
  const entity = mergeEntities(draft.entities).find((one) => one.role === "affected");
  return entity && { type: entity.type, key: entity.key };
}
