import { RefusedError } from "../errors.ts";

/** The error of what cannot be done as things stand, though it could at another time; `message` says how they stand and what to do first. */
export function conflict(message: string): RefusedError {
  return new RefusedError("api.conflict", message);
}
