import type { Times } from "../../../../src/api/contract/pictures.ts";
import { useAddress } from "../../app/address.ts";
import { Picture } from "../../pictures/picture.tsx";
import { timesDrawing, timesTable } from "../../pictures/spread.ts";
import { optionsOf, Select } from "../../ui/select.tsx";
import { overview } from "../../words/overview.ts";
import { span } from "../playbooks/figures.ts";
import { Figure } from "./figure.tsx";

const words = overview.times;
type Name = Times["figure"];

export function TimesPicture({ from }: { from: string }) {
  const [{ time = "timeToContain" }, setAddress] = useAddress();
  const figure = (time in words.figures ? time : "timeToContain") as Name;
  const choice = (
    <Select
      label={words.figure}
      value={figure}
      options={optionsOf(words.figures)}
      onChange={(to) => setAddress({ time: to })}
    />
  );
  return (
    <Figure<Times>
      {...{ path: "/v1/figures/times", query: { from, figure }, title: words.title, actions: choice }}
      none={({ samples }) => (samples === 0 ? words.none : "")}
    >
      {(found) => (
        <Picture
          title={words.title}
          name={figure}
          says={words.says(words.figures[figure], found.samples, span(found.median), span(found.p90))}
          drawing={(colours) => timesDrawing(found, colours)}
          table={timesTable(found)}
          actions={choice}
        />
      )}
    </Figure>
  );
}
