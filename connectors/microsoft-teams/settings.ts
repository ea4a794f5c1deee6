import { z } from "zod";

export const teamsSettings = z.strictObject({
  postsTo: z
    .enum(["channel", "person"])
    .default("channel")
    .describe(
      "person: the workflow posts to the chat of whom the message names as recipient, and to nobody else, so that it may carry a link to answer by; channel: others read it, and it carries none",
    ),
});
export type TeamsSettings = z.output<typeof teamsSettings>;
