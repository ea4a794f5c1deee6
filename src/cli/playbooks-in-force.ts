import type { PlaybookDetail, PlaybookSummary } from "../api/contract/content.ts";
import { type Library, libraryOf } from "../playbook/library.ts";
import type { Client } from "./client.ts";
import { part } from "./options.ts";

/** A playbook in force with those that it may call. */
export interface InForce {
  name: string;
  source: string;
  /** As its folder would be, for findings. */
  file: string;
  library: Library;
}

/** All playbooks in force, with their sources. */
export async function playbooksInForceWith(client: Client): Promise<InForce[]> {
  const { items } = await client.get<{ items: PlaybookSummary[] }>("/v1/playbooks");
  const details: PlaybookDetail[] = [];
  for (const { name } of items) details.push(await client.get<PlaybookDetail>(`/v1/playbooks/${part(name)}`));
  const sources = details.map(({ name, source }) => ({ name, source, file: `${name}/playbook.yaml` }));
  const library = libraryOf(sources);
  return sources.map((one) => ({ ...one, library }));
}
