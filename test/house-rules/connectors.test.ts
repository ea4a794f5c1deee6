import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import connectors from "../../connectors/index.ts";
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import { faultsOf } from "../../src/connector/conformance.ts";

const folders = readdirSync(new URL("../../connectors/", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe("every connector", () => {
  test("is in the generated registry", () => expect([...connectors.keys()].sort()).toEqual(folders.sort()));
  test.each([...connectors])("%s conforms", (folder, connector) =>
    expect(faultsOf(folder, connector, capabilities)).toEqual([]),
  );
});
