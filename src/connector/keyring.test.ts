import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseKeyring, readKeyring } from "./keyring.ts";

const HEX = "ab".repeat(32);
const BASE64 = Buffer.alloc(32, 7).toString("base64");

describe("keys from the configuration", () => {
  test("hex and Base64 are read; the first is current, all can open", () => {
    const keyring = parseKeyring(`${HEX}, ${BASE64}`, "CORDON_KEY");
    expect(keyring.current.key.toString("hex")).toBe(HEX);
    expect(keyring.byId.size).toBe(2);
    expect(keyring.current.id).toHaveLength(8);
  });

  test.each(["", ",", "hunter2-not-a-key", HEX.slice(1), `${HEX}0`, "=".repeat(44)])(
    "%j is refused without being repeated",
    (text) => {
      try {
        parseKeyring(text, "CORDON_KEY");
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ root: "input", code: "config.bad-key" });
        if (text.length > 5) expect(String(error)).not.toContain(text);
      }
    },
  );

  test("says which of several keys is wrong", () =>
    expect(() => parseKeyring(`${HEX},nope`, "CORDON_KEY")).toThrow(/Key 2 of CORDON_KEY/));
});

describe("the key file", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "cordon-keyring-"));
  });
  afterEach(() => rmSync(home, { recursive: true }));
  const read = () => readKeyring({ home, sealingKey: undefined });

  test("is made on first start for its owner alone, and found again", () => {
    const first = read();
    expect(statSync(join(home, "key")).mode & 0o777).toBe(0o600);
    expect(read().current.key.equals(first.current.key)).toBe(true);
    expect(readdirSync(home)).toEqual(["key"]);
  });

  test("differs from home to home, and is not touched when the configuration has a key", () => {
    expect(readKeyring({ home, sealingKey: HEX }).current.key.toString("hex")).toBe(HEX);
    expect(readdirSync(home)).toEqual([]);
    expect(read().current.key.toString("hex")).not.toBe(HEX);
  });

  test("that others can read is refused", () => {
    read();
    chmodSync(join(home, "key"), 0o644);
    expect(read).toThrow(expect.objectContaining({ code: "config.key-file-open" }));
  });

  test("that was damaged is refused, not replaced", () => {
    writeFileSync(join(home, "key"), "garbage\n", { mode: 0o600 });
    expect(read).toThrow(expect.objectContaining({ code: "config.bad-key" }));
    expect(readFileSync(join(home, "key"), "utf8")).toBe("garbage\n");
  });
});
