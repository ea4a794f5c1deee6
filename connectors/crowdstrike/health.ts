import { z } from "zod";
import { isCordonError } from "../../src/errors.ts";
import { type FalconContext, type FalconSession, signIn } from "./falcon-api.ts";

/** What can be asked without changing anything, by the scope that it needs. */
const NEEDED = [
  { path: "/devices/queries/devices/v1", words: "look up hosts", scope: "Hosts: Read" },
  { path: "/iocs/queries/indicators/v1", words: "see custom indicators", scope: "IOC Management: Read" },
];

/** GET of one id each. Falcon tells no client its scopes, and its rights to write show only when something is written. */
export async function checkHealth(
  context: FalconContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const session = await signIn(context);
  const may: string[] = [];
  const mayNot: string[] = [];
  const missing: string[] = [];
  for (const { path, words, scope } of NEEDED) {
    const isAllowed = await mayAsk(session, path);
    (isAllowed ? may : mayNot).push(words);
    if (!isAllowed) missing.push(scope);
  }
  const who = `Signed in as the API client ${context.settings.clientId}`;
  return {
    ok: mayNot.length === 0,
    message:
      mayNot.length === 0
        ? `${who}; whether it may contain hosts and block files shows when it does (Hosts: Write, IOC Management: Write)`
        : `${who}, which may not ${mayNot.join(" nor ")}: give it ${missing.join(" and ")}`,
    may,
    mayNot,
  };
}

async function mayAsk(session: FalconSession, path: string): Promise<boolean> {
  try {
    await session.call({ method: "GET", path, query: { limit: "1" } }, z.object({ resources: z.unknown() }));
    return true;
  } catch (error) {
    if (isCordonError(error) && error.code === "connector.forbidden") return false;
    throw error;
  }
}
