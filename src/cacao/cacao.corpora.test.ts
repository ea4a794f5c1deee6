/** Playbooks of OASIS and of SOARCA, and the schemas of OASIS (draft-07) for what is exported here. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyPlaybook } from "../../test/support/any-playbook.ts";
import { SHIPPED } from "../first-start.ts";
import { checkPlaybook } from "../playbook/check.ts";
import { yamlOf } from "../playbook/written-form-yaml.ts";
import { exportCacao } from "./export.ts";
import { importCacao } from "./import.ts";

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../../shared/corpora", import.meta.url));
const present = existsSync(`${CORPORA}/cacao/schemas`);
if (!present) console.warn(`NO CORPORA at ${CORPORA}: set CORDON_CORPORA. Nothing of this file ran.`);
const AT = "2026-01-31T12:00:00.000Z";

/** What each document comes to: the codes of its findings, and whether a playbook was made. Two of them are broken. */
const EXPECTED: Readonly<Record<string, string>> = {
  "basic-example-1.json": "made: cacao.by-hand cacao.no-connection",
  "spec-3.1-example.json": "made:",
  // One of its steps names a target that nobody defines.
  "locky-bart-mbc-examples.json": "refused: cacao.dangling",
  // An example of a layout: its actions have no commands, its switch says not by what.
  "playbook--aa1898b6-5251-49b4-aeb7-fd5e912583ff.json": "refused: cacao.shape",
  // "pong" and "openc2" are commands of SOARCA's own.
  "fin-playbook.json": "made: cacao.by-hand",
  "openc2-playbook.json": "made: cacao.by-hand",
  "http-playbook.json": "made:",
  "manual-playbook.json": "made:",
  "powershell-playbook.json": "made: cacao.by-hand cacao.no-connection",
  // Their hosts have a connection; a line runs there when the connection lists it.
  "ssh-playbook.json": "made:",
};

const documents = present
  ? globSync(`${CORPORA}/cacao/playbooks/**/*.json`).filter((path) =>
      /"type"\s*:\s*"playbook"/.test(readFileSync(path, "utf8")),
    )
  : [];

/** The validator of whole playbooks. */
function validator() {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  for (const path of globSync(`${CORPORA}/cacao/schemas/schemas/**/*.json`))
    ajv.addSchema(JSON.parse(readFileSync(path, "utf8")));
  const validate = ajv.getSchema(
    "https://raw.githubusercontent.com/oasis-open/cacao-json-schemas/main/schemas/playbook.json",
  );
  if (validate === undefined) throw new Error("the schemas have no playbook.json");
  return (document: unknown) => {
    validate(document);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

describe.skipIf(!present)("CACAO documents", () => {
  it("come to what is known of them", () => {
    console.log(`cacao: ${documents.length} documents`);
    const found = documents.map((path) => {
      const file = path.split("/").at(-1) ?? "";
      const { playbook, findings } = importCacao(readFileSync(path, "utf8"), {
        file,
        connections: new Map([
          ["httpbin", "web"],
          ["ssh--1c3900b4-f86b-430d-b415-12312b9e31f4", "bastion"],
        ]),
      });
      const codes = [...new Set(findings.map(({ code }) => code))].sort().join(" ");
      expect(findings.every(({ place }) => place.line > 1)).toBe(true);
      return [file, `${playbook === null ? "refused" : "made"}: ${codes}`.trim()] as const;
    });
    expect(Object.fromEntries(found)).toEqual(EXPECTED);
  });

  it("that are made into playbooks are exported to valid documents, and back to the same programs", () => {
    const validate = validator();
    for (const path of documents) {
      const { playbook } = importCacao(readFileSync(path, "utf8"), { file: path });
      if (playbook === null) continue;
      const document = exportCacao(playbook.source, AT);
      expect(validate(document)).toEqual([]);
      const { markings = [], data_marking_definitions: definitions = {} } = JSON.parse(readFileSync(path, "utf8"));
      const wordsOf = (all: Record<string, Record<string, unknown>>, ids: string[]) =>
        ids.map((id) => all[id]?.tlpv2_level ?? all[id]?.statement);
      expect(wordsOf(document.data_marking_definitions ?? {}, document.markings ?? [])).toEqual(
        wordsOf(definitions, markings),
      );
      const back = importCacao(JSON.stringify(document), { file: path });
      const programOf = (source = "") => checkPlaybook(source, { file: "playbook.yaml" }).program;
      expect(programOf(back.playbook?.source)).toEqual(programOf(playbook.source));
    }
  });
});

describe.skipIf(!present)("what is exported is valid by the schemas of OASIS", () => {
  it("for every shipped playbook", () => {
    const validate = validator();
    expect(validate({ type: "playbook" })).not.toEqual([]);
    const sources = globSync(`${SHIPPED}/playbooks/*/playbook.yaml`).map((path) => readFileSync(path, "utf8"));
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources) expect(validate(exportCacao(source, AT))).toEqual([]);
  });

  it("for playbooks that nobody wrote", () => {
    const validate = validator();
    fc.assert(
      fc.property(anyPlaybook, (playbook) => {
        expect(validate(JSON.parse(JSON.stringify(exportCacao(yamlOf(playbook), AT))))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
