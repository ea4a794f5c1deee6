import { describe, expect, test } from "vitest";
import { type IncidentSchema, incidentSchema, incidentSchemaVersion } from "./incident-schema.ts";
import { brokenTexts, conditionsIn, type Naming } from "./schema-breaks-others.ts";

const today = incidentSchema(incidentSchemaVersion().version);
function without(...fields: string[]): IncidentSchema {
  const incident = Object.fromEntries(Object.entries(today.incident).filter(([name]) => !fields.includes(name)));
  return { ...today, version: today.version + 1, incident };
}
const naming = (what: Naming["what"], text: string): Naming => ({ what, name: "one", text });
const broken = (schema: IncidentSchema, ...texts: Naming[]) =>
  brokenTexts(schema, texts).map(({ what, line, column, message }) => `${what} ${line}:${column} ${message}`);

describe("another incident schema", () => {
  test("breaks conditions that name what is gone, at their place, and no others", () => {
    const texts = ["taxonomy", "suppression"] as const;
    const gone = texts.map((what) => naming(what, 'incident.severityId > 2 &&\nincident.ruleName == "x"'));
    expect(broken(without("ruleName"), ...gone)).toEqual([
      expect.stringMatching(/^taxonomy 2:\d+ .*ruleName/),
      expect.stringMatching(/^suppression 2:\d+ .*ruleName/),
    ]);
    expect(broken(without("ruleId"), ...gone)).toEqual([]);
    expect(broken(without("ruleName"), naming("taxonomy", "incident.nothing == 1")), "it is broken already").toEqual(
      [],
    );
  });

  test("breaks saved views that filter by the field of that name", () => {
    const view = naming("view", 'open && ruleName == "x" && entity.key != "y"');
    expect(broken(without("ruleName"), view)).toEqual(["view 1:9 incident.ruleName is gone"]);
    expect(broken(without("title"), view)).toEqual([]);
    expect(broken(without("entity"), view)).toEqual(["view 1:28 incident.entity.key is gone"]);
  });

  test("breaks policies that read what is made of the field, or compare it with a value that is gone", () => {
    const policy = naming(
      "policy",
      '// context.priority\npermit (principal, action, resource)\nwhen { context.severity == "fatal" };',
    );
    expect(broken(without("priority"), policy)).toEqual([]);
    expect(broken(without("severity"), policy)).toEqual(["policy 3:8 context.severity: incident.severity is gone"]);
    const severity = today.incident.severity as { oneOf: string[] };
    const fewer = (value: string): IncidentSchema => ({
      ...today,
      incident: { ...today.incident, severity: { oneOf: severity.oneOf.filter((one) => one !== value) } },
    });
    expect(broken(fewer("fatal"), policy)).toEqual([
      "policy 3:8 context.severity: incident.severity is never fatal any longer",
    ]);
    expect(broken(fewer("low"), policy)).toEqual([]);
  });

  test("that is the one there is breaks nothing", () => {
    expect(
      broken(
        today,
        naming("policy", "context.severity"),
        naming("view", "open"),
        naming("taxonomy", "incident.number > 1"),
      ),
    ).toEqual([]);
  });
});

describe("the conditions of a taxonomy", () => {
  test("are found wherever they stand, by a name that leads there", () => {
    const content = {
      types: [{ id: "a/b", match: [{ id: "r1", when: "x" }, { when: null }] }],
      correlate: [{ when: "y" }],
    };
    expect(conditionsIn(content).map(({ name, text }) => `${name} ${text}`)).toEqual([
      "types[a/b].match[r1].when x",
      "correlate[0].when y",
    ]);
  });
});
