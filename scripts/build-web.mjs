/**
 * Builds the console into web/dist, with every file also compressed, and notes of which sources it was made. `--if-stale` builds only when
 * they changed since. Two that build at once do not disturb each other: each builds aside, and the last one's stands.
 */
import { createHash } from "node:crypto";
import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
const DIST = join(ROOT, "web/dist");
const NOTE = "sources";
/** Smaller ones gain nothing. */
const WORTH_BYTES = 512;

/** A hash over all that the console is built from. */
export function hashOfSources() {
  const hash = createHash("sha256");
  const patterns = [
    "web/*.{html,ts,json}",
    "web/{src,public}/**/*",
    "src/{api/contract,model}/*.ts",
    "package-lock.json",
  ];
  const files = globSync(patterns, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/[.]test[.]tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort())
    hash
      .update(`${file.slice(ROOT.length)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}

/** Whether web/dist is missing, or was made of other sources. */
export function isStale() {
  const note = join(DIST, NOTE);
  return !existsSync(note) || readFileSync(note, "utf8") !== hashOfSources();
}

/** Builds, and puts the result in the place of the one before. */
export async function buildWeb() {
  const made = hashOfSources();
  const aside = mkdtempSync(join(ROOT, "web/.dist-"));
  try {
    // Whoever builds it first, a test too, builds what is served from then on: never React as it is for development.
    process.env.NODE_ENV = "production";
    const { build } = await import("vite");
    const how = { configFile: join(ROOT, "web/vite.config.ts"), mode: "production", logLevel: "warn" };
    await build({ ...how, build: { outDir: aside } });
    compress(aside);
    writeFileSync(join(aside, NOTE), made);
    chmodSync(aside, 0o755); // a folder made aside is its maker's alone
    rmSync(DIST, { recursive: true, force: true });
    renameSync(aside, DIST);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function compress(folder) {
  const kinds = "**/*.{js,css,html,svg,json}";
  for (const name of globSync(kinds, { cwd: folder })) {
    const path = join(folder, name);
    const body = readFileSync(path);
    if (body.length < WORTH_BYTES) continue;
    writeFileSync(`${path}.gz`, gzipSync(body, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const onlyIfStale = process.argv.includes("--if-stale");
  if (!onlyIfStale) await buildWeb();
  else if (isStale()) {
    console.error("Building the console; this takes a few seconds, and only when its sources changed.");
    await buildWeb().catch((error) => {
      const [reason] = String(error.message).split("\n");
      console.error(`The console could not be built, and everything else starts without it: ${reason}`);
      process.exitCode = 1;
    });
  }
}
