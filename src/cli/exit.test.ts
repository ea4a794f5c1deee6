import { Command, InvalidArgumentError } from "commander";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CordonError } from "../errors.ts";
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

describe("what a server forbids", () => {
  const codeOf = (code: string, status: number) => {
    vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    return report(new CordonError("refused", code, "No.", { details: { status } }), false);
  };

  it("is a matter of who asks only where it is their own right that lacks", () => {
    expect(codeOf("api.not-authorized", 403)).toBe(EXIT.unauthorized);
    expect(codeOf("review.own-access", 403)).toBe(EXIT.unauthorized);
    expect(codeOf("api.not-authenticated", 401)).toBe(EXIT.unauthorized);
  });

  it("is a failure where a model, a product or the guard said no", () => {
    expect(
      ["ai.declined", "ai.not-valid", "connector.denied", "guard.refused"].map((code) => codeOf(code, 403)),
    ).toEqual(Array(4).fill(EXIT.failed));
  });
});
