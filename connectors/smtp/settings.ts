import { z } from "zod";
import { caPemField, rejectUnauthorizedField } from "../../src/connector/setting-fields.ts";

/** One address, in printable ASCII: what RFC 5321 (4.1.2) takes without extensions, quoted local parts aside. */
export const MAIL_ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?$/;

export const smtpSettings = z.strictObject({
  host: z.string().min(1).max(253).describe("The mail server that takes mail from us"),
  security: z
    .enum(["tls", "starttls", "none"])
    .default("starttls")
    .describe(
      "tls: encrypted from the first byte; starttls: before anything is sent, or nothing is; none: in the clear",
    ),
  port: z.int().min(1).max(65_535).optional().describe("Default: 587, with tls 465, with none 25"),
  user: z.string().max(320).default("").describe("Whom to sign in as; without one nobody is signed in"),
  from: z
    .string()
    .regex(MAIL_ADDRESS, "expected one mail address")
    .describe("The sender, for example cordon@example.com"),
  tls: z
    .strictObject({ caPem: caPemField, rejectUnauthorized: rejectUnauthorizedField })
    .prefault({})
    .describe("How the server is recognized"),
});
export type SmtpSettings = z.output<typeof smtpSettings>;

/** The port that is dialed. */
export function portOf({ port, security }: SmtpSettings): number {
  return port ?? { tls: 465, starttls: 587, none: 25 }[security];
}
