import { expect, test } from "vitest";
import { isPassing } from "./failure.ts";

const withCode = (code: string) => Object.assign(new Error("some words"), { code });

test("a connection that is gone, a server that restarts and a shortage pass", () => {
  for (const code of [
    "08006",
    "57P01",
    "57P02",
    "57P03",
    "53300",
    "40001",
    "40P01",
    "55P03",
    "25P03",
    "ECONNREFUSED",
    "ENOENT",
    "EPIPE",
  ])
    expect({ code, passing: isPassing(withCode(code)) }).toEqual({ code, passing: true });
});

test("the driver's own errors about a lost connection pass, though they have no code", () => {
  for (const words of [
    "timeout expired",
    "timeout exceeded when trying to connect",
    "Connection terminated",
    "Connection terminated unexpectedly",
    "Connection terminated due to connection timeout",
    "Client has encountered a connection error and is not queryable",
    "Client was closed and is not queryable",
  ])
    expect({ words, passing: isPassing(new Error(words)) }).toEqual({ words, passing: true });
});

test("faults of data and our own do not pass", () => {
  for (const error of [
    withCode("22P02"),
    withCode("23505"),
    withCode("42703"),
    withCode("P0001"),
    new TypeError("x is undefined"),
    null,
    "text",
  ])
    expect(isPassing(error)).toBe(false);
});
