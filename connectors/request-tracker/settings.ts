import { z } from "zod";
import { baseUrlField } from "../../src/connector/setting-fields.ts";

export const requestTrackerSettings = z.strictObject({
  baseUrl: baseUrlField(
    "Where Request Tracker answers, with its web path if it has one, for example https://rt.example.com/rt",
  ),
  user: z
    .string()
    .max(200)
    .default("")
    .describe("Account to sign in with when a password is used; leave empty with a token"),
  queue: z.string().min(1).max(100).default("General").describe("Queue for tickets whose playbook names none"),
  dispositionField: z
    .string()
    .max(100)
    .default("")
    .describe("Name of a ticket custom field that holds the disposition; leave empty if there is none"),
});
export type RequestTrackerSettings = z.output<typeof requestTrackerSettings>;
