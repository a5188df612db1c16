// Where the graph's companies stand: on a circle, those that share with each other side by side.
import type { Edge } from "./cookies_server";

export interface Place {
  name: string;
  x: number; // -1 to 1
  y: number;
}

// Companies in an order in which neighbours share: each walk goes on to a neighbour not yet placed,
// to the one with the most shares first.
export function inOrder(edges: Edge[]): string[] {
  const neighbours = new Map<string, Map<string, number>>();
  const add = (from: string, to: string, shares: number) => {
    if (!neighbours.has(from)) neighbours.set(from, new Map());
    neighbours.get(from)!.set(to, shares);
  };
  for (const { from, to, shares } of edges) {
    add(from, to, shares);
    add(to, from, shares);
  }
  const degree = (name: string) => neighbours.get(name)?.size ?? 0;
  const order: string[] = [];
  const placed = new Set<string>();
  const walk = (name: string) => {
    const open = [name];
    while (open.length > 0) {
      const next = open.pop()!;
      if (placed.has(next)) continue;
      placed.add(next);
      order.push(next);
      const around = [...(neighbours.get(next) ?? [])].sort((a, b) => a[1] - b[1]);
      open.push(...around.map(([each]) => each).filter((each) => !placed.has(each)));
    }
  };
  for (const name of [...neighbours.keys()].sort((a, b) => degree(b) - degree(a))) walk(name);
  return order;
}

export function onCircle(names: string[]): Place[] {
  return names.map((name, index) => {
    const angle = (index / names.length) * 2 * Math.PI - Math.PI / 2;
    return { name, x: Math.cos(angle), y: Math.sin(angle) };
  });
}
