import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import connectors from "../connectors/index.ts";

it("documents every part that a connector's action points to", async () => {
  const readme = await readFile(new URL("./README.md", import.meta.url), "utf8");
  const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading?.toLowerCase().replaceAll(" ", "-"),
  );
  const simulated = [...connectors.values()].filter((connector) => connector.simulated);
  expect(simulated).toHaveLength(8);
  const anchors = simulated
    .flatMap((one) => one.actions.map((action) => action.docs))
    .filter((docs) => docs.startsWith("range/README.md#"));
  for (const anchor of anchors) expect(headings).toContain(anchor.split("#")[1]);
});
