/** Write canaries over the wire. */
import { z } from "zod";
import { Canary } from "../../model/canary.ts";
import { ConnectionName } from "../../model/connection.ts";
import { pageOf, pageQuery } from "./page.ts";

export const CanaryPage = pageOf(Canary);
export const canaryQuery = z.strictObject({ connection: ConnectionName.optional(), ...pageQuery });
