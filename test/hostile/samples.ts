/** Alerts of every source to be spoilt: the range's own, and the corpora's where they are. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readScenarios } from "../../range/scenario.ts";

export interface Sample {
  connection: string;
  body: unknown;
}

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../../shared/corpora", import.meta.url));

const PANTHER = {
  guardduty: "AWS.GuardDuty",
  "security-hub": "AWS.SecurityFindingFormat",
  crowdstrike: "Crowdstrike.FDREvent",
  okta: "Okta.SystemLog",
} as const;

/** At least one for each of {@link sourceConnections}. */
export async function samples(): Promise<Sample[]> {
  const bundled = (await readScenarios()).flatMap(({ connection, deliveries }) =>
    deliveries.map(({ body }) => ({ connection, body: body as unknown })),
  );
  const found = Object.entries(PANTHER).flatMap(([connection, file]) => pantherLogs(connection, file));
  return [...bundled, ...found];
}

function pantherLogs(connection: string, file: string): Sample[] {
  const path = `${CORPORA}/alerts/panther/${file}.json`;
  if (!existsSync(path)) return [];
  const rules = JSON.parse(readFileSync(path, "utf8")) as { Tests: { Log: unknown }[] }[];
  return rules.flatMap((rule) => rule.Tests.map((one) => ({ connection, body: one.Log }))).slice(0, 60);
}
