import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { qualysSource } from "./normalize.ts";

export default defineConnector({
  id: "qualys",
  title: "Qualys",
  docs: "https://docs.qualys.com/en/vm/api/scans/vm_host_detection/",
  settings: z.strictObject({}),
  secrets: [],
  source: qualysSource,
  actions: [],
});
