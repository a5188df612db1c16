// Who holds the same identifier as whom: companies on a circle, a line for each pair.
import { inOrder, onCircle } from "./layout";
import type { Edge } from "./cookies_server";

const kSize = 520;
const kRadius = 170;
const kCompaniesMax = 40;

interface Props {
  edges: Edge[];
  onChosen: (company: string) => void;
}

export function Graph({ edges, onChosen }: Props) {
  const places = onCircle(inOrder(edges).slice(0, kCompaniesMax));
  const at = new Map(places.map((place) => [place.name, place]));
  const shown = edges.filter(({ from, to }) => at.has(from) && at.has(to));
  if (shown.length === 0)
    return <p class="soft">No two companies hold the same identifier of these browsers.</p>;
  const x = (name: string) => kSize / 2 + kRadius * at.get(name)!.x;
  const y = (name: string) => kSize / 2 + kRadius * at.get(name)!.y;
  return (
    <figure class="graph">
      <svg viewBox={`0 0 ${kSize} ${kSize}`} role="img" aria-label="Companies that hold the same identifier">
        {shown.map((edge) => (
          <line
            key={`${edge.from} ${edge.to}`}
            x1={x(edge.from)}
            y1={y(edge.from)}
            x2={x(edge.to)}
            y2={y(edge.to)}
            stroke-width={Math.min(1 + edge.shares, 6)}
          >
            <title>{edge.evidence}</title>
          </line>
        ))}
        {places.map(({ name, x: right }) => (
          <g key={name} class="node" onClick={() => onChosen(name)}>
            <circle cx={x(name)} cy={y(name)} r="7" />
            <text
              x={x(name) + (right >= 0 ? 12 : -12)}
              y={y(name) + 4}
              text-anchor={right >= 0 ? "start" : "end"}
            >
              {name.length > 18 ? `${name.slice(0, 17)}…` : name}
            </text>
          </g>
        ))}
      </svg>
      <figcaption>
        <details>
          <summary>The same as a list</summary>
          <ul>
            {edges.map((edge) => (
              <li key={`${edge.from} ${edge.to}`}>
                <strong>{edge.from}</strong> and <strong>{edge.to}</strong>: {edge.evidence}
              </li>
            ))}
          </ul>
        </details>
      </figcaption>
    </figure>
  );
}
