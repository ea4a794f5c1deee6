/** The built console, read into memory once: it is small, and no request reaches the disk. */
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { ConsoleFile, ConsoleFiles } from "./api/console.ts";

const DIST = join(import.meta.dirname, "../web/dist");
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".png": "image/png",
};

/** Reads what `npm run build:web` wrote; null where it was never built. */
export function loadConsole(folder = DIST): ConsoleFiles | null {
  const page = join(folder, "index.html");
  if (!existsSync(page)) return null;
  const served = globSync("{assets/**/*,*.*}", { cwd: folder }).filter(
    (name) => TYPES[extname(name)] !== undefined && name !== "index.html",
  );
  const files = new Map(served.map((name) => [`/${name.replaceAll("\\", "/")}`, fileAt(folder, name)]));
  return { page: readFileSync(page, "utf8"), files };
}

function fileAt(folder: string, name: string): ConsoleFile {
  const read = (ending: string) => {
    const path = join(folder, name + ending);
    return existsSync(path) ? readFileSync(path) : null;
  };
  const body = readFileSync(join(folder, name));
  return {
    body,
    gzip: read(".gz"),
    brotli: read(".br"),
    type: TYPES[extname(name)]!,
    etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
    // Its name holds a hash of its content: another content has another name.
    immutable: name.startsWith("assets"),
  };
}
