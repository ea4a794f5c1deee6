import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { fail2banSource } from "./normalize.ts";

export default defineConnector({
  id: "fail2ban",
  title: "Fail2Ban",
  docs: "https://github.com/fail2ban/fail2ban/wiki",
  settings: z.strictObject({}),
  secrets: [],
  source: fail2banSource,
  actions: [],
});
