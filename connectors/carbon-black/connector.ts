import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { carbonBlackSource } from "./normalize.ts";

export default defineConnector({
  id: "carbon-black",
  title: "VMware Carbon Black Cloud",
  docs: "https://developer.carbonblack.com/reference/carbon-black-cloud/platform/latest/alerts-api/",
  settings: z.strictObject({}),
  secrets: [],
  source: carbonBlackSource,
  actions: [],
});
