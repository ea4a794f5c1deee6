/** Small questions that tests of real systems ask besides the connectors under test. */
import { execFileSync } from "node:child_process";
import { connect } from "node:net";

/** Whether a program ends with success. */
export function succeeds(command: string, args: string[], env: Record<string, string> = {}): boolean {
  try {
    execFileSync(command, args, { stdio: "pipe", env: { ...process.env, ...env } });
    return true;
  } catch {
    return false;
  }
}

/** Whether somebody listens on a port. */
export function accepts(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .once("connect", () => end(true))
      .once("error", () => end(false))
      .once("timeout", () => end(false));
  });
}
