/** Firefox collapses taller elements and loses rows that are moved further down. */
const tallest = 8_000_000;

export interface Scroller {
  /** Height of the spacer in px. */
  readonly height: number;
  /** Row `i` sits at `i * row - offset`. */
  readonly offset: number;
  /** The true position, from the top of all rows. */
  readonly y: number;
  /** Takes the native `scrollTop`, answers the one to set. */
  scrolled(top: number): number;
  to(y: number): number;
}

/** Any number of rows in a spacer of bounded height: near scrolls are exact, far ones go by pages. */
export function createScroller(count: number, row: number, view: number): Scroller {
  const total = count * row;
  const height = Math.min(total, tallest);
  const page = height / 100;
  const pages = Math.max(1, Math.floor(total / Math.max(1, page)));
  const slack = pages > 1 ? (total - height) / (pages - 1) : 0;
  let offset = 0;
  let before = 0;
  return {
    height,
    get offset() {
      return offset;
    },
    get y() {
      return before + offset;
    },
    scrolled(top) {
      const near = Math.abs(top - before) < view;
      return this.to(near ? top + offset : top * ((total - view) / Math.max(1, height - view)));
    },
    to(wanted) {
      const y = Math.max(0, Math.min(total - view, wanted));
      const at = Math.min(pages - 1, Math.max(0, Math.floor(y / Math.max(1, page))));
      offset = total === height ? 0 : Math.round(at * slack);
      before = Math.round(y - offset);
      return before;
    },
  };
}
