/** Under what was asked for: why it did not work. Nothing while it may. */
import { problemOf } from "../api/problem.ts";

export function Wrong({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  const { message, hint } = problemOf(error);
  return (
    <p role="alert" className="py-1 text-sm text-danger">
      {message} {hint}
    </p>
  );
}
