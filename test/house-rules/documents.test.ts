/** What the documents promise is there: links, files, scripts, commands, and the playbook on the first page. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { files, type RepositoryFile, ROOT } from "./tree.ts";

const documents = files("*.md", "{docs,bench,range,playbooks,policies,taxonomy,connectors,test}/**/*.md");
const manifest = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")) as { scripts: Record<string, string> };

/** Text in backticks and in code blocks: where a document quotes rather than talks. */
function quoted(document: RepositoryFile): string[] {
  const blocks = [...document.text.matchAll(/^```[a-z]*\n(.*?)^```/gms)].flatMap(([, code]) =>
    (code ?? "").split("\n"),
  );
  const prose = document.text.replaceAll(/^```.*?^```/gms, "");
  return [...blocks, ...[...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? "")];
}

const each = (find: (document: RepositoryFile) => string[]) =>
  documents.flatMap((document) => find(document).map((fault) => `${document.path}: ${fault}`));

describe("documents", () => {
  test("link to files that are there", () => {
    const broken = each((document) =>
      [...document.text.matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target]) => (target ?? "").replace(/#.*$/, ""))
        .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
        .filter((target) => !existsSync(join(ROOT, dirname(document.path), target))),
    );
    expect(broken).toEqual([]);
  });

  test("name folders and files that are there", () => {
    const place = /^(src|connectors|playbooks|taxonomy|policies|range|bench|scripts|test|docs|bin|[.]ci)\/[\w./-]*$/;
    const missing = each((document) =>
      quoted(document).filter((text) => place.test(text) && !existsSync(join(ROOT, normalize(text)))),
    );
    expect(missing).toEqual([]);
  });

  test("name npm scripts that exist", () => {
    const missing = each((document) =>
      quoted(document)
        .flatMap((text) =>
          [...text.matchAll(/npm (?:run (?:--silent |-s )?)?([a-z:-]+)(?![\w<:])/g)].map(([, name]) => name ?? ""),
        )
        .filter(
          (name) => !["ci", "install", "run"].includes(name) && !name.endsWith(":") && !(name in manifest.scripts),
        ),
    );
    expect(missing).toEqual([]);
  });

  test("name commands that the command line has", () => {
    const defined = files("src/cli/**/*.ts").flatMap((file) =>
      [...file.text.matchAll(/(?:[.]command|new Command)\(\s*["'`]([a-z-]+)/g)].map(([, name]) => name ?? ""),
    );
    if (defined.length === 0) return expect(existsSync(`${ROOT}/src/cli/main.ts`)).toBe(false);
    const unknown = each((document) =>
      quoted(document)
        .flatMap((text) => [...text.matchAll(/(?:^|&& |npx |npm run )cordon (?:-- )?((?:[a-z]+(?:-[a-z]+)* ?){1,2})/g)])
        .flatMap(([, words]) => (words ?? "").trim().split(" ").slice(0, 2))
        .filter((word) => word !== "" && !defined.includes(word)),
    );
    expect(unknown).toEqual([]);
  });
});

describe("README.md", () => {
  const readme = readFileSync(`${ROOT}/README.md`, "utf8");

  test("says what it is and how to try it within its first 40 lines", () => {
    const screen = readme.split("\n").slice(0, 40).join("\n");
    for (const promised of ["npm ci && npm run demo", "npm ci && npm test", "![", "```yaml"])
      expect(screen).toContain(promised);
  });

  test("shows lines of a playbook that is shipped", () => {
    const shown = /^```yaml\n(.*?)^```/ms.exec(readme)?.[1] ?? "nothing";
    const shipped = files("playbooks/*/playbook.yaml").map((file) => file.text);
    expect(shipped.some((text) => text.includes(shown))).toBe(true);
  });
});
