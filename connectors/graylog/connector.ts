import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { graylogSource } from "./normalize.ts";

export default defineConnector({
  id: "graylog",
  title: "Graylog",
  docs: "https://go2docs.graylog.org/current/interacting_with_your_log_data/notifications.html",
  settings: z.strictObject({}),
  secrets: [],
  source: graylogSource,
  actions: [],
});
