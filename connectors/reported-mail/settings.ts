import { z } from "zod";
import { imapServerFields } from "../../src/connector/mail/imap-session.ts";

const OAuth = z.strictObject({
  tokenUrl: z
    .url({ protocol: /^https$/ })
    .max(1_000)
    .describe("Where access tokens are given out"),
  clientId: z.string().min(1).max(500).describe("The application, as it is registered there"),
  scope: z
    .string()
    .max(1_000)
    .default("")
    .describe("What the token is for, for example https://outlook.office365.com/.default"),
});

const Imap = z.strictObject({
  ...imapServerFields,
  user: z.string().min(1).max(320).describe("Whom to sign in as"),
  mailbox: z.string().min(1).max(500).default("INBOX").describe("The folder that reports arrive in"),
  everySeconds: z.int().min(5).max(86_400).default(60).describe("Seconds from one look to the next"),
  firstDays: z
    .int()
    .min(0)
    .max(3_650)
    .default(7)
    .describe("At first, mail that arrived up to so many days ago is taken too"),
  maxMessageBytes: z
    .int()
    .min(65_536)
    .max(64 * 1024 * 1024)
    .default(5 * 1024 * 1024)
    .describe("Of a larger message only its beginning is taken: headers and first parts"),
  afterwards: z
    .enum(["leave", "mark-read", "move"])
    .default("leave")
    .describe("What becomes of messages once they are taken for good"),
  moveTo: z.string().min(1).max(500).optional().describe("The folder that taken messages are moved to"),
  oauth: OAuth.optional().describe("Sign in by an access token (XOAUTH2, OAUTHBEARER) instead of a password"),
});

export const reportedMailSettings = z.strictObject({
  imap: Imap.refine(({ afterwards, moveTo }) => (afterwards === "move") === (moveTo !== undefined), {
    path: ["moveTo"],
    error: 'expected exactly where afterwards is "move"',
  })
    .optional()
    .meta({ title: "Mailbox" })
    .describe("The mailbox that is asked for reports; without one they only come by HTTP"),
});
export type ReportedMailSettings = z.output<typeof reportedMailSettings>;
export type ImapSettings = z.output<typeof Imap>;
