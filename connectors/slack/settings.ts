import { z } from "zod";
import { baseUrlField } from "../../src/connector/setting-fields.ts";

export const slackSettings = z.strictObject({
  baseUrl: baseUrlField("").default("https://slack.com/api").describe("Where Slack's Web API answers"),
  channel: z
    .string()
    .max(200)
    .default("")
    .describe("Channel for messages whose playbook names none: its id, or its name with #"),
});
export type SlackSettings = z.output<typeof slackSettings>;
