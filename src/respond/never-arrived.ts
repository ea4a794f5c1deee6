import type { ErrorJson } from "../errors.ts";

/** Whether it is certain that a message was not taken: it did not leave, or the other side said to come back later. */
export function neverArrived({ code, details }: Pick<ErrorJson, "code" | "details">): boolean {
  return details?.sent === false || code === "connector.unavailable" || code === "connector.rate-limited";
}
