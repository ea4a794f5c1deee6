import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { pantherSource } from "./normalize.ts";

export default defineConnector({
  id: "panther",
  title: "Panther",
  docs: "https://docs.panther.com/alerts/destinations/custom_webhook",
  settings: z.strictObject({}),
  secrets: [],
  source: pantherSource,
  actions: [],
});
