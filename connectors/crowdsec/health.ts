import { z } from "zod";
import { type CrowdsecContext, signIn } from "./local-api.ts";

/** POST /watchers/login and GET /alerts: a machine that may sign in may do both. */
export async function checkHealth(
  context: CrowdsecContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const api = await signIn(context);
  await api.call("GET", "/alerts", z.array(z.unknown()).nullable(), { query: { limit: "1" } });
  const { machineId } = context.settings;
  return {
    ok: true,
    message: `Signed in as the machine ${machineId}`,
    may: ["block and unblock addresses"],
    mayNot: [],
  };
}
