import { z } from "zod";
import { baseUrlField } from "../../src/connector/setting-fields.ts";

const CommandName = z
  .string()
  .regex(
    /^!?[A-Za-z0-9_.-]{1,100}$/,
    "a command of the manager's configuration, or a script of the agents with ! before it",
  );

export const wazuhSettings = z.strictObject({
  baseUrl: baseUrlField("Where the Wazuh server API answers, for example https://wazuh.example.com:55000"),
  user: z.string().min(1).max(200).describe("API user to sign in as"),
  isolateCommand: CommandName.describe(
    "Active response command that isolates an agent from the network, for example !isolate",
  ),
  releaseCommand: CommandName.describe("Active response command that ends the isolation, for example !release"),
  isolatedGroup: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{0,128}$/, "a group name of letters, digits, dots, dashes and underscores")
    .default("")
    .describe(
      "Agent group that marks isolated devices. Wazuh does not report isolation; with a group, Cordon keeps the mark and reads it back",
    ),
});
export type WazuhSettings = z.output<typeof wazuhSettings>;
