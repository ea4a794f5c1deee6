import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { tenableSource } from "./normalize.ts";

export default defineConnector({
  id: "tenable",
  title: "Tenable",
  docs: "https://developer.tenable.com/docs/vulnerability-export",
  settings: z.strictObject({}),
  secrets: [],
  source: tenableSource,
  actions: [],
});
