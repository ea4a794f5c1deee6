/** The shipped taxonomy as texts, before anybody has read them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SHIPPED } from "../../src/first-start.ts";

interface TextFile {
  file: string;
  text: string;
}

export function shippedTaxonomy(): { main: TextFile; types: TextFile[] } {
  const read = (file: string): TextFile => ({ file, text: readFileSync(join(SHIPPED, "taxonomy", file), "utf8") });
  const types = readdirSync(join(SHIPPED, "taxonomy", "types"))
    .filter((name) => name.endsWith(".yaml"))
    .sort();
  return { main: read("taxonomy.yaml"), types: types.map((name) => read(`types/${name}`)) };
}
