import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { duoSource } from "./normalize.ts";

export default defineConnector({
  id: "duo",
  title: "Cisco Duo",
  docs: "https://duo.com/docs/adminapi#logs",
  settings: z.strictObject({}),
  secrets: [],
  source: duoSource,
  actions: [],
});
