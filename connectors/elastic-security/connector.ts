import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { elasticSecuritySource } from "./normalize.ts";

export default defineConnector({
  id: "elastic-security",
  title: "Elastic Security",
  docs: "https://www.elastic.co/docs/reference/security/fields-and-object-schemas/alert-schema",
  settings: z.strictObject({}),
  secrets: [],
  source: elasticSecuritySource,
  actions: [],
});
