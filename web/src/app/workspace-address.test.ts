import { afterEach, expect, it } from "vitest";
import { askedIn, nameInAddresses, parsed, renamed, screenOf, written } from "./workspace-address.ts";

afterEach(() => nameInAddresses(null));

it("says the workspace in addresses where one works in several, and nowhere else", () => {
  expect(written({ tab: "alerts", id: "" })).toBe("?tab=alerts");
  nameInAddresses("emea");
  expect(written({ tab: "alerts" })).toBe("?tab=alerts&workspace=emea");
  expect(written({})).toBe("?workspace=emea");
});

it("keeps it from screens, which would take it for something of theirs", () => {
  expect(parsed("?q=powershell&workspace=emea")).toEqual({ q: "powershell" });
  expect(askedIn("?q=powershell&workspace=emea")).toBe("emea");
  expect(askedIn("?q=powershell")).toBeNull();
});

it("goes from a thing to its screen, as the thing is in no other workspace", () => {
  const screens = ["/", "/runs", "/playbooks"];
  expect(screenOf("/incidents/7", screens)).toBe("/");
  expect(screenOf("/runs/01a2", screens)).toBe("/runs");
  expect(screenOf("/playbooks", screens)).toBe("/playbooks");
});

it("makes an address one of the workspace that one went to", () => {
  expect(renamed("http://a/runs?q=x&workspace=emea", "north")).toBe("http://a/runs?q=x&workspace=north");
  expect(renamed("http://a/runs?workspace=emea", null)).toBe("http://a/runs");
  expect(renamed("http://a/runs?q=x", null)).toBe("http://a/runs?q=x");
});
