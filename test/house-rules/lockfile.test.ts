/** `npm ci` refuses a lockfile that leaves out packages of other platforms; npm writes such a one when a registry does not have them. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ROOT } from "./tree.ts";

interface Locked {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
const lock = JSON.parse(readFileSync(`${ROOT}/package-lock.json`, "utf8")) as { packages: Record<string, Locked> };
const manifest = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")) as Locked;

describe("package-lock.json", () => {
  test("holds every package that a package in it may need, on any platform", () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter(
          (name) => !(`${path}/node_modules/${name}` in lock.packages) && !(`node_modules/${name}` in lock.packages),
        )
        .map((name) => `${path || "this package"} → ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test("says the same as package.json, where versions are exact", () => {
    const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    const locked = lock.packages[""] ?? {};
    expect({ ...locked.dependencies, ...locked.devDependencies, ...locked.optionalDependencies }).toEqual(asked);
    expect(Object.entries(asked).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});
