import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { trendVisionOneSource } from "./normalize.ts";

export default defineConnector({
  id: "trend-vision-one",
  title: "Trend Vision One",
  docs: "https://automation.trendmicro.com/xdr/api-v3#tag/Workbench",
  settings: z.strictObject({}),
  secrets: [],
  source: trendVisionOneSource,
  actions: [],
});
