import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { zscalerSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads a threat with the user, the device and where it came from", () => {
  const [alert] = read("nss-web.json");
  expect(alert).toMatchObject({
    title: "Win32.Example: Blocked",
    severity: "critical",
    controlOutcome: "blocked",
    time: "2026-03-01T10:00:00.000Z",
  });
  expect(alert?.entities.map(({ role, type }) => `${role} ${type}`)).toEqual([
    "affected user",
    "affected device",
    "affected ip",
    "actor ip",
  ]);
  expect(alert?.observables).toContainEqual({ type: "url", value: "http://files.example.net/tool.exe" });
});

it("reads CEF as the same, and a page of no risk as no alert", () => {
  expect(read("cef.log")[0]).toMatchObject({ severity: "critical", techniques: [{ id: "T1566.002" }] });
  expect(
    source.normalize(
      { clientip: "10.0.0.1", urlsupercategory: "News", action: "Allowed", datetime: "2026-03-01 10:00:00" },
      {},
    ),
  ).toBeNull();
});

it("names what is missing", () => {
  expect(() => source.normalize({ clientip: "10.0.0.1", threatname: "X" }, {})).toThrow(/\$\.datetime/);
});
