import { expect, test } from "vitest";
import { baseUrlField } from "./setting-fields.ts";

const field = baseUrlField("Where it is");

test.each([
  ["https://vendor.example", "https://vendor.example"],
  ["https://vendor.example/rt/", "https://vendor.example/rt"],
  ["http://10.0.0.1:8080//", "http://10.0.0.1:8080"],
])("%s is a base URL", (text, url) => expect(field.parse(text)).toBe(url));

test.each([
  "vendor.example",
  "ftp://vendor.example",
  "https://user:pw@vendor.example",
  "https://vendor.example/?a=1",
  "https://vendor.example/#x",
  "javascript:alert(1)",
  "",
])("%j is not", (text) => expect(field.safeParse(text).success).toBe(false));
