import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { darktraceSource } from "./normalize.ts";

export default defineConnector({
  id: "darktrace",
  title: "Darktrace",
  docs: "https://customerportal.darktrace.com/product-guides/main/api-alerts",
  settings: z.strictObject({}),
  secrets: [],
  source: darktraceSource,
  actions: [],
});
