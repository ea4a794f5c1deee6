/** The bundled alerts: one file an incident, in the shapes the products really send. */
import { readdir, readFile } from "node:fs/promises";
import { z } from "zod";

/** One message as a product would send it. */
const Delivery = z.strictObject({
  /** The product's own ids of the alerts in it, as a normalizer reads them. */
  alerts: z.array(z.string().min(1)).min(1),
  /** How often it is delivered; products repeat themselves. */
  times: z.number().int().min(1).default(1),
  /** `ndjson` sends the items of the body, an array, one a line. */
  format: z.enum(["json", "ndjson"]).default("json"),
  body: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
});
export type Delivery = z.output<typeof Delivery>;

export const EXPECTATIONS = ["contained", "approval", "handed-over", "ticket", "false-positive", "test"] as const;

const ScenarioFile = z.strictObject({
  about: z.string(),
  /** The connection it comes in by. */
  connection: z.string(),
  /** The moment of delivery that the times in the body are written for. */
  at: z.iso.datetime(),
  /** What should become of it with the shipped content and the range's inventory. */
  expect: z.enum(EXPECTATIONS),
  deliveries: z.array(Delivery).min(1),
});
export type Scenario = z.output<typeof ScenarioFile> & { name: string };

const FOLDER = new URL("./alerts/", import.meta.url);

/** All scenarios in the order they are played. */
export async function readScenarios(): Promise<Scenario[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, FOLDER), "utf8");
      return { name: name.replace(/\.json$/, ""), ...ScenarioFile.parse(JSON.parse(text)) };
    }),
  );
}
