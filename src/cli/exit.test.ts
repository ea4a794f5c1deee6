import { Command, InvalidArgumentError } from "commander";
import { afterEach, describe, expect, it, vi } from "vitest";
import { EXIT, report } from "./exit.ts";

/** What is said on stderr, all told, when a command line fails. */
async function failing(args: string[], { parser, action }: { parser?: () => never; action?: () => never }) {
  const said: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const command = new Command("cordon").exitOverride().configureOutput({ writeErr: (text) => void said.push(text) });
  command.option("--at <at>", "when", (text) => (parser === undefined ? text : parser())).action(() => action?.());
  const code = await command.parseAsync(args, { from: "user" }).then(
    () => EXIT.ok,
    (error: unknown) => report(error, false),
  );
  return { code, said: said.join("") };
}

afterEach(() => vi.restoreAllMocks());

describe("a value that cannot be", () => {
  const refuse = () => {
    throw new InvalidArgumentError("Expected a time.");
  };

  it("is told of once when an option's parser refuses it", async () => {
    const { code, said } = await failing(["--at", "x"], { parser: refuse });
    expect(code).toBe(EXIT.input);
    expect(said.split("Expected a time.")).toHaveLength(2);
  });

  it("is told of once when the command itself refuses it", async () => {
    const { code, said } = await failing(["--at", "x"], { action: refuse });
    expect(code).toBe(EXIT.input);
    expect(said.split("Expected a time.")).toHaveLength(2);
  });
});
