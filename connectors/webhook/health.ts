import { isCordonError } from "../../src/errors.ts";
import type { WebhookContext } from "./call.ts";
import { callWebhook } from "./call.ts";

/** GET of the base URL: any answer shows that the system is there. What may be done there, only the calls themselves show. */
export async function checkHealth(
  context: WebhookContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const unknown = { may: [], mayNot: [] };
  try {
    const { status } = await callWebhook(context, "GET", { path: "/", query: {} });
    return {
      ok: true,
      message: `The system answers (${status}); it does not say what this connection may do.`,
      ...unknown,
    };
  } catch (error) {
    if (!isCordonError(error) || error.root !== "refused" || typeof error.details?.status !== "number") throw error;
    const isKnown = error.code !== "connector.forbidden";
    const words = isKnown
      ? "it does not say what this connection may do"
      : "it does not accept the connection's credentials at its base URL";
    return { ok: isKnown, message: `The system answers (${error.details.status}); ${words}.`, ...unknown };
  }
}
