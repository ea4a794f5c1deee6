import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { splunkEsSource } from "./normalize.ts";

export default defineConnector({
  id: "splunk-es",
  title: "Splunk Enterprise Security",
  docs: "https://docs.splunk.com/Documentation/ES/latest/Admin/Createcorrelationsearches",
  settings: z.strictObject({}),
  secrets: [],
  source: splunkEsSource,
  actions: [],
});
