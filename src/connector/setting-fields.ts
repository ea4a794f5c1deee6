/** Setting fields that many connectors have, so that they are written, checked and explained alike. */
import { z } from "zod";

/** An http or https URL without credentials, query or trailing slash; paths are appended to it. */
export function baseUrlField(description: string) {
  return z
    .url({ protocol: /^https?$/, error: "expected an http or https URL" })
    .max(500)
    .refine(isBare, "expected a URL without user, password, query or fragment")
    .transform((url) => url.replace(/\/+$/, ""))
    .describe(description);
}

function isBare(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
}

/** In place of the authorities that the system trusts. */
export const caPemField = z
  .string()
  .max(100_000)
  .optional()
  .describe("Certificates (PEM) to trust instead of the system's");

export const rejectUnauthorizedField = z
  .boolean()
  .default(true)
  .describe("Refuse a server whose certificate cannot be trusted");
