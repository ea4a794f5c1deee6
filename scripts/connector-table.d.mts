import type { Connector } from "../src/connector/connector.ts";

export function writtenProofs(document: string): Map<string, string>;
export function connectorsDocument(registry: ReadonlyMap<string, Connector>, document: string): string;
export function proofFaults(
  registry: ReadonlyMap<string, Connector>,
  document: string,
  tests: (id: string) => string[],
): string[];
export function realTests(root: string, id: string): string[];
