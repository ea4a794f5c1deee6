import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { zeekSource } from "./normalize.ts";

export default defineConnector({
  id: "zeek",
  title: "Zeek notices",
  docs: "https://docs.zeek.org/en/master/logs/notice.html",
  settings: z.strictObject({}),
  secrets: [],
  source: zeekSource,
  actions: [],
});
