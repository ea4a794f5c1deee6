import { withShell } from "../../src/connector/ssh.ts";
import type { SshContext } from "./settings.ts";

/** Signs in and runs nothing. Whether the account may do what is listed, only the commands themselves show. */
export async function checkHealth(
  context: SshContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const { host, user, asks, contains } = context.settings;
  await withShell(context, async () => undefined);
  const [may, mayNot] = [true, false].map((listed) =>
    Object.entries({ "host.query": asks, "host.contain": contains })
      .filter(([, lines]) => lines.length > 0 === listed)
      .map(([capability]) => capability),
  );
  return {
    ok: true,
    message: `${host} lets ${user} in; ${asks.length} commands that ask and ${contains.length} that contain are listed.`,
    may: may!,
    mayNot: mayNot!,
  };
}
