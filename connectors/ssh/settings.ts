import { z } from "zod";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { sshFields } from "../../src/connector/ssh.ts";
import { faultOf } from "./allowed-line.ts";

const Lines = z
  .array(
    z
      .string()
      .max(500)
      .superRefine((line, context) => {
        const fault = faultOf(line);
        if (fault !== null) context.addIssue({ code: "custom", message: fault });
      }),
  )
  .max(200)
  .default([]);

export const sshSettings = z.strictObject({
  ...sshFields("The host's", "Account to sign in as; give it the rights of the listed commands and no more"),
  names: z
    .array(z.string().min(1).max(253))
    .max(50)
    .default([])
    .describe("Other names of the host, as playbooks and the inventory call it")
    .meta({ title: "Other names" }),
  asks: Lines.describe("Commands that change nothing, a line each: `systemctl is-active {unit}`").meta({
    title: "Commands that ask",
  }),
  contains: Lines.describe(
    "Commands that contain, a line each: `usermod --lock {user}`; `{name}` stands for one word, `{name:path}` for a path",
  ).meta({ title: "Commands that contain" }),
});
export type SshSettings = z.output<typeof sshSettings>;

export type SshContext = ConnectorContext<SshSettings>;
