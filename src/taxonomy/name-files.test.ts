import { expect, test } from "vitest";
import { namedFromFolder } from "./name-files.ts";

const textOf = (file: string) => ({ file, text: `# ${file.split("/").at(-1)}` });

test("files have the same names, wherever their folder lay and in whichever order they came", () => {
  const one = namedFromFolder(textOf("/srv/cordon/taxonomy/taxonomy.yaml"), [
    textOf("/srv/cordon/taxonomy/types/fraud.yaml"),
    textOf("/srv/cordon/taxonomy/types/availability.yaml"),
  ]);
  const other = namedFromFolder(textOf("taxonomy.yaml"), [
    textOf("types/availability.yaml"),
    textOf("types/fraud.yaml"),
  ]);
  expect(one).toEqual(other);
  expect(one.map(({ file }) => file)).toEqual(["taxonomy.yaml", "types/availability.yaml", "types/fraud.yaml"]);
});

test("a file from elsewhere keeps its name", () =>
  expect(namedFromFolder(textOf("ours/taxonomy.yaml"), [textOf("theirs/fraud.yaml")])[1]?.file).toBe(
    "theirs/fraud.yaml",
  ));
