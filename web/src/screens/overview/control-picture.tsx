import { useQuery } from "@tanstack/react-query";
import type { PartFigures } from "../../../../src/api/contract/figures.ts";
import type { Control } from "../../../../src/api/contract/pictures.ts";
import { read } from "../../api/client.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { useAddress } from "../../app/address.ts";
import { controlDrawing, controlTable } from "../../pictures/control.ts";
import { Picture } from "../../pictures/picture.tsx";
import { optionsOf, Select } from "../../ui/select.tsx";
import { overview } from "../../words/overview.ts";
import { Figure } from "./figure.tsx";

const words = overview.control;
const ALL = "all";

export function ControlPicture({ from }: { from: string }) {
  const [{ share = "handoffs", playbook = ALL }] = useAddress();
  const figure = (share in words.figures ? share : "handoffs") as Control["figure"];
  const query = { from, figure, playbook: playbook === ALL ? undefined : playbook };
  const actions = <Choices {...{ from, figure, playbook }} />;
  return (
    <Figure<Control>
      {...{ path: "/v1/figures/control", query, title: words.title, actions }}
      none={({ points }) => (points.length === 0 ? words.none : "")}
    >
      {(found) => (
        <Picture
          title={words.title}
          name={`${playbook}-${figure}`}
          says={words.says(
            words.figures[figure],
            found.points.filter(({ outside }) => outside).length,
            found.points.length,
          )}
          drawing={(colours) => controlDrawing(found, colours)}
          table={controlTable(found)}
          actions={actions}
        />
      )}
    </Figure>
  );
}

function Choices({ from, figure, playbook }: { from: string; figure: Control["figure"]; playbook: string }) {
  const [, setAddress] = useAddress();
  const { data } = useQuery({
    queryKey: ["figures", "playbooks", from],
    queryFn: ({ signal }) => read<PartFigures>("/v1/figures", { by: "playbook", from }, signal),
  });
  const title = usePlaybookTitle();
  const names = [...new Set([...(data?.items.map(({ part }) => part) ?? []), ...(playbook === ALL ? [] : [playbook])])];
  const options = [
    { value: ALL, label: overview.allPlaybooks },
    ...names.map((name) => ({ value: name, label: title(name) })),
  ];
  return (
    <>
      <Select
        label={overview.playbook}
        value={playbook}
        options={options}
        onChange={(to) => setAddress({ playbook: to === ALL ? "" : to })}
      />
      <Select
        label={words.figure}
        value={figure}
        options={optionsOf(words.figures)}
        onChange={(to) => setAddress({ share: to })}
      />
    </>
  );
}
