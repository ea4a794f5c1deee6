import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { netskopeSource } from "./normalize.ts";

export default defineConnector({
  id: "netskope",
  title: "Netskope",
  docs: "https://docs.netskope.com/en/rest-api-v2-overview-312207/",
  settings: z.strictObject({}),
  secrets: [],
  source: netskopeSource,
  actions: [],
});
