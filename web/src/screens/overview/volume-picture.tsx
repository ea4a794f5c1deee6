import type { Volume } from "../../../../src/api/contract/pictures.ts";
import { Picture } from "../../pictures/picture.tsx";
import { volumeDrawing, volumeTable } from "../../pictures/volume.ts";
import { overview } from "../../words/overview.ts";
import { Figure } from "./figure.tsx";

const words = overview.volume;
const sum = ({ items }: Volume) => items.reduce((all, { incidents }) => all + incidents, 0);

export function VolumePicture({ from }: { from: string }) {
  return (
    <Figure<Volume>
      {...{ path: "/v1/figures/volume", query: { from }, title: words.title }}
      none={(volume) => (sum(volume) === 0 ? words.none : "")}
    >
      {(volume) => (
        <Picture
          title={words.title}
          name="incidents-over-time"
          says={words.says(sum(volume), words.units[volume.unit])}
          drawing={(colours) => volumeDrawing(volume, colours)}
          table={volumeTable(volume)}
        />
      )}
    </Figure>
  );
}
