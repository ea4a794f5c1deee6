import type { Connector } from "../src/connector/connector.ts";
import type { SeverityTable } from "../src/connector/severity-scale.ts";

export function scalesOf(id: string): Promise<[name: string, scale: SeverityTable][]>;
export function severityDocument(
  registry: ReadonlyMap<string, Connector>,
  page: string,
  labels: { scale: SeverityTable },
): Promise<string>;
export function unjudged(page: string): string[];
