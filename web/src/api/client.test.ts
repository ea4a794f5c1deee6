import { afterEach, expect, it, vi } from "vitest";
import { call } from "./client.ts";

afterEach(() => vi.unstubAllGlobals());

/** Answers each request once it is let go, with its place among them. */
function heldServer() {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  vi.stubGlobal("fetch", (path: string, { method, body }: RequestInit) => {
    const place = asked.push(`${method} ${path} ${body ?? ""}`);
    return new Promise((resolve) => waiting.push(() => resolve(Response.json({ place }))));
  });
  const letGo = () => {
    for (const answer of waiting.splice(0)) answer();
  };
  return { asked, letGo };
}

it("asks once for a change that is asked for twice before it is answered, and tells both", async () => {
  const { asked, letGo } = heldServer();
  const both = [call("POST", "/v1/tokens", { name: "x" }), call("POST", "/v1/tokens", { name: "x" })];
  letGo();
  expect(await Promise.all(both)).toEqual([{ place: 1 }, { place: 1 }]);
  expect(asked).toEqual(['POST /v1/tokens {"name":"x"}']);
});

it("asks again once it was answered, and for whatever says something else", async () => {
  const { asked, letGo } = heldServer();
  const first = call("POST", "/v1/tokens", { name: "x" });
  const other = call("POST", "/v1/tokens", { name: "y" });
  letGo();
  await Promise.all([first, other]);
  const again = call("POST", "/v1/tokens", { name: "x" });
  letGo();
  await again;
  expect(asked).toHaveLength(3);
});

it("asks for each reading, and anew after a change that failed", async () => {
  const { asked, letGo } = heldServer();
  const readings = [call("GET", "/v1/me"), call("GET", "/v1/me")];
  letGo();
  await Promise.all(readings);
  expect(asked).toHaveLength(2);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("away")));
  await expect(call("DELETE", "/v1/views/1")).rejects.toThrow("away");
  vi.stubGlobal("fetch", async () => Response.json({ done: true }));
  expect(await call("DELETE", "/v1/views/1")).toEqual({ done: true });
});
