/** To an incident, by its id or number, under the words that name it. */
import { Link } from "@tanstack/react-router";
import { Defanged } from "./defanged.tsx";

export function IncidentLink({ id, text }: { id: string | number; text: string }) {
  return (
    <Link to={`/incidents/${id}` as "/"} className="text-accent underline-offset-2 hover:underline">
      <Defanged text={text} />
    </Link>
  );
}
