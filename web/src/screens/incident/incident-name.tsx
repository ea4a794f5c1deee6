/** To an incident that is known by its id: by its number and title as soon as they are known. */
import { IncidentLink } from "../../ui/incident-link.tsx";
import { useIncident } from "./incident-detail.ts";

export function IncidentName({ id, otherwise }: { id: string; otherwise: string }) {
  const { data } = useIncident(id);
  return <IncidentLink id={id} text={data === undefined ? otherwise : `${data.number}: ${data.title}`} />;
}
