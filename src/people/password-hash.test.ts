import { argon2Sync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./password-hash.ts";

describe("a password", () => {
  it("is kept as argon2id with its parameters, never twice alike, and known again", async () => {
    const [one, two] = await Promise.all([hashPassword("seven green bicycles"), hashPassword("seven green bicycles")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword("seven green bicycles", one)).toEqual({ right: true, stale: false });
    expect(await verifyPassword("seven green bicycle", one)).toEqual({ right: false, stale: false });
  });

  it("is the same from a keyboard that writes its letters composed and one that does not", async () => {
    const kept = await hashPassword("vier gr\u00fcne R\u00e4der");
    expect((await verifyPassword("vier gru\u0308ne Ra\u0308der", kept)).right).toBe(true);
  });

  it("kept with less than is asked for today is right, and to be hashed anew", async () => {
    const salt = Buffer.alloc(16, 7);
    const cost = { memory: 7168, passes: 1, parallelism: 1 };
    const tag = argon2Sync("argon2id", { ...cost, message: "seven green bicycles", nonce: salt, tagLength: 32 });
    const base64 = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
    const kept = `$argon2id$v=19$m=7168,t=1,p=1$${base64(salt)}$${base64(tag)}`;
    expect(await verifyPassword("seven green bicycles", kept)).toEqual({ right: true, stale: true });
    expect(await verifyPassword("other", kept)).toEqual({ right: false, stale: false });
  });

  it("of nobody is wrong after as much work as somebody's", async () => {
    expect(await verifyPassword("whatever it is", null)).toEqual({ right: false, stale: false });
    const time = async (stored: string | null) => {
      const started = performance.now();
      for (let n = 0; n < 5; n += 1) await verifyPassword("whatever it is", stored);
      return performance.now() - started;
    };
    const kept = await hashPassword("seven green bicycles");
    const [nobody, somebody] = [await time(null), await time(kept)];
    expect(nobody).toBeGreaterThan(somebody / 4);
  });

  it.each(["", "plain text", "$argon2id$v=19$m=99999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"])(
    "that is stored as %j is no hash of ours",
    async (stored) => {
      await expect(verifyPassword("x", stored)).rejects.toMatchObject({ code: "people.bad-hash" });
    },
  );
});
