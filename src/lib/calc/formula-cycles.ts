// Which formulas read themselves, and through which others: found before the engine sees them, because one circle there would
// take the totals with it. Knows a graph, not what stands in it.

/** Strongly connected parts of more than one node, or of one that points to itself. Without recursion: chains may be long. */
export function findCycles<Node>(
  nodes: Iterable<Node>,
  next: (node: Node) => Iterable<Node>,
): readonly (readonly Node[])[] {
  const order = new Map<Node, number>();
  const lowest = new Map<Node, number>();
  const open: Node[] = [];
  const isOpen = new Set<Node>();
  const found: Node[][] = [];
  interface Visit {
    readonly node: Node;
    readonly rest: Iterator<Node>;
    pointsToItself: boolean;
  }
  const enter = (node: Node): Visit => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    open.push(node);
    isOpen.add(node);
    return { node, rest: next(node)[Symbol.iterator](), pointsToItself: false };
  };
  const lower = (node: Node, to: number): void => {
    if (to < (lowest.get(node) ?? to)) lowest.set(node, to);
  };
  for (const start of nodes) {
    if (order.has(start)) continue;
    const path: Visit[] = [enter(start)];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const step = visit.rest.next();
      if (step.done !== true) {
        const target = step.value;
        const seen = order.get(target);
        if (target === visit.node) visit.pointsToItself = true;
        if (seen === undefined) path.push(enter(target));
        else if (isOpen.has(target)) lower(visit.node, seen);
        continue;
      }
      path.pop();
      const { node, pointsToItself } = visit;
      const low = lowest.get(node) ?? 0;
      const parent = path.at(-1);
      if (parent !== undefined) lower(parent.node, low);
      if (low !== order.get(node)) continue;
      const part: Node[] = [];
      for (;;) {
        const last = open.pop();
        if (last === undefined) break;
        isOpen.delete(last);
        part.push(last);
        if (last === node) break;
      }
      if (part.length > 1 || pointsToItself) found.push(part);
    }
  }
  return found;
}

/** The shortest way from a node back to itself, inside its part; it begins with the node and does not repeat it. */
export function wayRound<Node>(
  start: Node,
  part: ReadonlySet<Node>,
  next: (node: Node) => Iterable<Node>,
): readonly Node[] {
  const cameFrom = new Map<Node, Node>();
  let frontier: readonly Node[] = [start];
  while (frontier.length > 0) {
    const reached: Node[] = [];
    for (const node of frontier)
      for (const target of next(node)) {
        if (target === start) {
          const way = [node];
          for (let at = node; at !== start;) {
            at = cameFrom.get(at) ?? start;
            way.push(at);
          }
          return way.reverse();
        }
        if (!part.has(target) || cameFrom.has(target)) continue;
        cameFrom.set(target, node);
        reached.push(target);
      }
    frontier = reached;
  }
  return [start];
}
