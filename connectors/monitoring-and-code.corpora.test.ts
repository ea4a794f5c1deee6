/** GitHub's audit log, Grafana's and Datadog's alerts of the corpora: each is read or known to be none, and none is refused. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { normalizeRaw } from "../src/normalize/normalize-alert.ts";
import { splitDocument } from "../src/normalize/split-document.ts";
import registry from "./index.ts";

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../shared/corpora", import.meta.url));
const present = existsSync(`${CORPORA}/alerts`);
const context = {
  connectionId: "c",
  connection: "corpora",
  receivedAt: new Date("2026-01-01T00:00:00Z"),
  ingestId: "d",
};

function readJson(path: string) {
  return JSON.parse(readFileSync(`${CORPORA}/alerts/${path}`, "utf8"));
}

function readAll(connector: string, document: unknown) {
  const source = registry.get(connector)?.source;
  if (source === undefined) throw new Error(`connectors/${connector} has no source`);
  const split = splitDocument(source, document, {});
  if (!split.ok) throw new Error(split.reason);
  return split.raws.map((raw) => ({
    recognized: source.recognizes?.(raw) === true,
    result: normalizeRaw(source, raw, {}, context),
  }));
}

interface Template {
  payload: Record<string, unknown>;
}

function templates(provider: string): [string, Record<string, unknown>][] {
  const { ALERTS } = readJson(`keep/${provider}_provider.json`) as { ALERTS: Record<string, Template> };
  return Object.entries(ALERTS).map(([name, { payload }]) => [name, payload]);
}

describe.skipIf(!present)("the corpora", () => {
  interface Case {
    ExpectedResult: boolean;
    Log: Record<string, unknown>;
  }

  /** Some logs there are cut down to what a rule reads; every event that GitHub streams has its time and its organization. */
  const audited = (log: Record<string, unknown>) => ({
    "@timestamp": 1772359200123,
    org: "example",
    actor: "x",
    ...log,
  });

  it("GitHub's audit log: every event that a rule of security interest matches is an alert", () => {
    const rules = readJson("panther/GitHub.Audit.json") as { RuleID: string; Tests: Case[] }[];
    const cases = rules.flatMap(({ RuleID, Tests }) => Tests.map((test) => ({ RuleID, ...test })));
    const read = cases.map((one) => ({ ...one, ...readAll("github-security", audited(one.Log))[0] }));
    // Every action that GitHub writes has its category before a dot; one there is cut short.
    const strange = read.filter(({ recognized }) => !recognized).map(({ Log }) => Log.action);
    expect(strange.filter((action) => String(action).includes("."))).toEqual([]);
    expect(read.filter(({ result }) => result?.ok === false)).toEqual([]);
    const missed = read.filter(({ ExpectedResult, result }) => ExpectedResult && result?.ok !== true);
    console.log(
      `GitHub.Audit: ${cases.length} cases, ${read.filter(({ result }) => result?.ok === true).length} alerts`,
    );
    // An ordinary push is only suspect where a rule keeps a list of who may push.
    expect(missed.map(({ RuleID }) => RuleID).filter((id) => id !== "GitHub.Repo.InitialAccess")).toEqual([]);
  });

  it("Grafana's rules, as the alerts that they send", () => {
    const alerts = templates("grafana").map(([name, payload]) => ({
      labels: { ...(payload.labels as object), alertname: payload.title ?? name },
      annotations: payload.annotations,
      status: "firing",
      startsAt: "2026-03-01T10:00:00Z",
      fingerprint: name,
      silenceURL: "https://grafana.example.com/alerting/silence/new",
      valueString: "",
    }));
    const read = readAll("grafana", { receiver: "x", orgId: 1, alerts });
    expect(read).toHaveLength(alerts.length);
    expect(read.filter(({ recognized, result }) => !recognized || result.ok !== true)).toEqual([]);
    console.log(`keep grafana: ${alerts.length} cases`);
  });

  it("Datadog's monitors, as the notifications that they send", () => {
    const bodies = templates("datadog").map(([name, payload]) => ({
      ...payload,
      id: name,
      last_updated: "1772359200000",
      event_type: "metric_alert_monitor",
      org: { id: "1", name: "Example" },
    }));
    const read = bodies.flatMap((body) => readAll("datadog", body));
    expect(read.filter(({ recognized, result }) => !recognized || result.ok !== true)).toEqual([]);
    console.log(`keep datadog: ${bodies.length} cases`);
  });

  it("messages of other monitors, with the time that their templates leave out", () => {
    const sentry = templates("sentry").map(([, payload]) => payload);
    const clouds = templates("cloudwatch").map(([, payload]) => ({
      NewStateValue: "ALARM",
      StateChangeTime: "2026-03-01T10:00:00.000+0000",
      ...(payload.Message as object),
    }));
    const gcp = templates("gcpmonitoring").map(([, payload]) => payload);
    const cases = [
      ...sentry.map((body) => ["sentry", body] as const),
      ...clouds.map((body) => ["aws-cloudwatch", body] as const),
      ...gcp.map((body) => ["gcp-monitoring", body] as const),
      ["graylog", readJson("keep/graylog_provider.json").ALERTS] as const,
      ["checkmk", readJson("keep/checkmk_provider.json").ALERTS] as const,
    ];
    const read = cases.flatMap(([id, body]) => readAll(id, body).map((one) => ({ id, ...one })));
    expect(read.filter(({ recognized, result }) => !recognized || result.ok !== true)).toEqual([]);
    console.log(`keep, other monitors: ${cases.length} cases`);
  });
});
