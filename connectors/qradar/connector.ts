import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { qradarSource } from "./normalize.ts";

export default defineConnector({
  id: "qradar",
  title: "IBM QRadar",
  docs: "https://www.ibm.com/docs/en/qradar-common?topic=endpoints-get-siemoffenses",
  settings: z.strictObject({}),
  secrets: [],
  source: qradarSource,
  actions: [],
});
