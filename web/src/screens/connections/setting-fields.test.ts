import { describe, expect, it } from "vitest";
import { fieldsOf, settingsOf, valuesOf } from "./setting-fields.ts";

const SCHEMA = {
  type: "object",
  properties: {
    url: { type: "string", title: "URL", description: "The directory server" },
    dialect: { type: "string", enum: ["active-directory", "openldap"], title: "Kind" },
    groups: { type: "array", items: { type: "string" }, default: [], title: "Groups" },
    port: { type: "integer", default: 636 },
    tls: { type: "boolean" },
    disable: { type: "object", title: "How" },
    canaryUser: { type: "string", default: "" },
  },
  required: ["url", "dialect"],
};
const FIELDS = fieldsOf(SCHEMA);

describe("settings as a form", () => {
  it("has a field of its kind for each, and YAML for what has no field", () => {
    expect(FIELDS.map(({ name, type }) => [name, type])).toEqual([
      ["url", "text"],
      ["dialect", ["active-directory", "openldap"]],
      ["groups", "list"],
      ["port", "integer"],
      ["tls", "boolean"],
      ["disable", "block"],
      ["canaryUser", "text"],
    ]);
    expect(FIELDS[0]).toMatchObject({ label: "URL", hint: "The directory server.", optional: false });
    expect(FIELDS[3]).toMatchObject({ label: "Port", hint: "By default 636.", optional: true });
  });

  it("names by its words what has no title, and says no default that is nothing", () => {
    expect(FIELDS[6]).toEqual({
      name: "canaryUser",
      label: "Canary user",
      type: "text",
      hint: undefined,
      optional: true,
    });
  });

  it("gives back what it was filled with", () => {
    const settings = {
      ...{ url: "ldaps://dc1.example.com", dialect: "openldap", groups: ["a", "b"], port: 389, tls: false },
      disable: { attribute: "nsAccountLock" },
    };
    expect(settingsOf(FIELDS, valuesOf(FIELDS, settings))).toEqual({ settings, errors: {} });
  });

  it("leaves to its default what is empty, and says what is needed or unreadable", () => {
    const { settings, errors } = settingsOf(FIELDS, {
      url: " ",
      dialect: "openldap",
      groups: ["", " "],
      disable: "a: [",
    });
    expect(settings).toEqual({ dialect: "openldap" });
    expect(Object.keys(errors)).toEqual(["url", "disable"]);
  });
});
