import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { addConsole, type ConsoleFile, type ConsoleFiles, pageAnswer, wantsConsole } from "./console.ts";

const script: ConsoleFile = {
  body: Buffer.from("the script"),
  gzip: Buffer.from("gzipped"),
  brotli: Buffer.from("brotlied"),
  type: "text/javascript; charset=utf-8",
  etag: '"abc"',
  immutable: true,
};
const built: ConsoleFiles = {
  page: '<html><meta name="style-nonce" content=""></html>',
  files: new Map([
    ["/assets/main-abc.js", script],
    ["/theme.js", { ...script, gzip: null, brotli: null, immutable: false }],
  ]),
};

function served(
  console: ConsoleFiles | null,
): (path: string, headers?: Record<string, string>, method?: string) => Promise<Response> {
  const app = new Hono();
  addConsole(app, { console });
  app.notFound((context) => (wantsConsole(context) ? pageAnswer(context, console) : context.text("nothing", 404)));
  return async (path, headers = {}, method = "GET") => app.request(path, { method, headers: { ...headers } });
}

const HTML = { accept: "text/html,*/*;q=0.8" };

describe("the console's files", () => {
  it("are kept by browsers for ever where their name holds their hash, and asked about where it does not", async () => {
    const get = served(built);
    expect((await get("/assets/main-abc.js")).headers.get("cache-control")).toContain("immutable");
    expect((await get("/theme.js")).headers.get("cache-control")).toBe("no-cache");
    expect((await get("/theme.js", { "if-none-match": '"abc"' })).status).toBe(304);
  });

  it("go out compressed as the browser takes them, and say so to what is in between", async () => {
    const get = served(built);
    const encodings = async (accepted: string) => {
      const answer = await get("/assets/main-abc.js", { "accept-encoding": accepted });
      expect(answer.headers.get("vary")).toBe("accept-encoding");
      return [answer.headers.get("content-encoding"), await answer.text()];
    };
    expect(await encodings("gzip, deflate, br")).toEqual(["br", "brotlied"]);
    expect(await encodings("gzip, br;q=0")).toEqual(["gzip", "gzipped"]);
    expect(await encodings("")).toEqual([null, "the script"]);
    expect(await (await get("/theme.js", { "accept-encoding": "br" })).text()).toBe("the script");
  });

  it("answer HEAD as they answer GET, without a body", async () => {
    const answer = await served(built)("/assets/main-abc.js", {}, "HEAD");
    expect([answer.status, answer.headers.get("etag"), await answer.text()]).toEqual([200, '"abc"', ""]);
  });
});

describe("the console's page", () => {
  it("is what every link into the console leads to, and nothing of the API's", async () => {
    const get = served(built);
    for (const path of ["/", "/incidents/42", "/a/b/c"]) expect((await get(path, HTML)).status, path).toBe(200);
    for (const path of ["/v1/nothing", "/assets/gone.js", "/answer/x/y", "/metrics/x"])
      expect((await get(path, HTML)).status, path).toBe(404);
    expect((await get("/incidents/42", { accept: "application/json" })).status).toBe(404);
    expect((await get("/incidents/42", HTML, "POST")).status).toBe(404);
  });

  it("may run only our scripts, and only style sheets with the nonce of this one answer", async () => {
    const get = served(built);
    const [one, two] = [await get("/", HTML), await get("/", HTML)];
    const policy = one.headers.get("content-security-policy") ?? "";
    for (const part of [
      "default-src 'none'",
      "script-src 'self';",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(policy).toContain(part);
    const nonce = /content="([\w-]{22})"/.exec(await one.text())?.[1];
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect(two.headers.get("content-security-policy")).not.toContain(nonce);
    expect(one.headers.get("cache-control")).toBe("no-store");
  });

  it("says which command builds it where it was not built", async () => {
    const answer = await served(null)("/", HTML);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("npm run build:web");
  });
});
