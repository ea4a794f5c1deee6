/** Where samples come from: a file, standard input, or what a connection received. */
import { existsSync } from "node:fs";
import { readInput } from "../ask.ts";
import type { Samples } from "./source-tests.ts";

/** A file of that name where there is one, else the connection of that name. */
export function samplesAt(name: string, deliveries: number): Samples {
  return name === "-" || existsSync(name)
    ? { text: readInput(name).toString("utf8") }
    : { connection: name, deliveries };
}
