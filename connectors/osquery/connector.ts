import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { osquerySource } from "./normalize.ts";

export default defineConnector({
  id: "osquery",
  title: "osquery",
  docs: "https://osquery.readthedocs.io/en/stable/deployment/logging/",
  settings: z.strictObject({}),
  secrets: [],
  source: osquerySource,
  actions: [],
});
