import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { sophosSource } from "./normalize.ts";

export default defineConnector({
  id: "sophos",
  title: "Sophos Central",
  docs: "https://developer.sophos.com/docs/siem-v1/1/overview",
  settings: z.strictObject({}),
  secrets: [],
  source: sophosSource,
  actions: [],
});
