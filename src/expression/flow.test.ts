import { describe, expect, test } from "vitest";
import { IncidentFacts } from "../model/incident.ts";
import { compileExpression } from "./compile.ts";
import { environmentOf } from "./environment.ts";
import { flowOf } from "./flow.ts";

const environment = environmentOf({ incident: IncidentFacts });
const flow = (text: string) => flowOf(compileExpression(text, environment).root).map((path) => path.join("."));

describe("where a value comes from", () => {
  test.each([
    ["a field", "incident.entity.key", ["incident.entity.key"]],
    ["an item", "incident.users[0]", ["incident.users"]],
    ["a field of an item", "incident.entities[0].name", ["incident.entities.name"]],
    [
      "either of two, not what decides",
      'incident.title == "x" ? incident.source : incident.ruleId',
      ["incident.source", "incident.ruleId"],
    ],
    ["what is filtered, not by what", 'incident.entities.filter(e, e.name == "x")[0].key', ["incident.entities.key"]],
    ["what is made of each item", "incident.observables.map(o, o.value)", ["incident.observables.value"]],
    ["parts of a text", 'lower(incident.title) + "-" + incident.source', ["incident.title", "incident.source"]],
    ["what is joined", 'incident.ips.join(", ")', ["incident.ips"]],
    ["a truth", 'incident.title == "x" && incident.ips.exists(i, i == incident.source)', []],
    ["a size", "size(incident.title)", []],
    ["a literal", '"203.0.113.5"', []],
  ])("%s", (_name, text, expected) => expect(flow(text)).toEqual(expected));
});
