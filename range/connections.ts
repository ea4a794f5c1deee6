/** The connections that tie Cordon to the range: one to each part, and one for each product whose alerts are played. */
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { PART_NAMES } from "./part.ts";
import type { Range } from "./start.ts";

export interface RangeConnectionSpec {
  name: string;
  /** The connector's id. */
  connector: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** `range-siem`, `range-endpoint` …: what Cordon acts on. */
export function partConnections(range: Pick<Range, "parts" | "token">): RangeConnectionSpec[] {
  return PART_NAMES.map((part) => ({
    name: `range-${part}`,
    connector: `range-${part}`,
    settings: { url: range.parts[part].url },
    secrets: { token: range.token },
  }));
}

/** What Cordon hears from: the connections that the bundled alerts name. */
export async function sourceConnections(): Promise<RangeConnectionSpec[]> {
  const mapping = parse(await readFile(new URL("./mail-report.yaml", import.meta.url), "utf8")) as Record<
    string,
    unknown
  >;
  const source = (name: string, connector: string, settings: Record<string, unknown> = {}) => ({
    name,
    connector,
    settings,
    secrets: {},
  });
  return [
    source("guardduty", "aws-guardduty"),
    source("security-hub", "aws-security-hub"),
    source("crowdstrike", "crowdstrike"),
    source("okta", "okta"),
    source("suricata", "suricata", { homeNetworks: ["192.0.2.0/24"] }),
    // Nothing is silenced there: the range only plays what this Alertmanager would send.
    source("alertmanager", "alertmanager", { baseUrl: "http://alertmanager.example.com" }),
    source("defender", "microsoft-defender"),
    source("mail-report", "generic", mapping),
  ];
}
