// The graph's order: everybody stands once, and sharers stand together.
import { describe, expect, it } from "vitest";
import { inOrder, onCircle } from "./layout";

const edge = (from: string, to: string, shares = 1) => ({ from, to, shares, evidence: "" });

describe("the graph of shares", () => {
  it("places every company once", () => {
    const order = inOrder([edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("x", "y")]);
    expect([...order].sort()).toEqual(["a", "b", "c", "x", "y"]);
  });

  it("does not part two who share with nobody else", () => {
    const order = inOrder([edge("a", "b"), edge("x", "y"), edge("c", "d")]);
    for (const [one, other] of [["a", "b"], ["x", "y"], ["c", "d"]] as const)
      expect(Math.abs(order.indexOf(one) - order.indexOf(other))).toBe(1);
  });

  it("goes to the one with most shares first", () => {
    expect(inOrder([edge("hub", "few", 1), edge("hub", "many", 9)])).toEqual(["hub", "many", "few"]);
  });

  it("stands on the circle, beginning at the top", () => {
    const [top, bottom] = onCircle(["a", "b"]);
    expect(top!.y).toBeCloseTo(-1);
    expect(bottom!.y).toBeCloseTo(1);
    expect(onCircle([])).toEqual([]);
  });
});
