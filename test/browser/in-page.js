/**
 * What the tests ask of a page, run within it: plain JavaScript, since the project's types know no DOM. The page's own policy forbids
 * scripts; the browser's debugging protocol is not subject to it.
 */
globalThis.inPage = (() => {
  // Made when it is asked for: a drawing that is a file by itself has no such element.
  let canvas;

  /** Any CSS colour as [red, green, blue, opacity]. */
  function rgba(colour) {
    canvas ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, opacity] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, opacity / 255];
  }

  const over = (front, back) => [0, 1, 2].map((at) => front[at] * front[3] + back[at] * (1 - front[3])).concat(1);

  /** What is seen behind an element's text: the backgrounds of its ancestors, blended. */
  function backgroundOf(element) {
    const layers = [];
    for (let at = element; at !== null; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1]);
  }

  /** WCAG 2.2, relative luminance. */
  function luminance([red, green, blue]) {
    const linear = (level) => (level <= 10.31 ? level / 255 / 12.92 : ((level / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  function contrast(element) {
    const style = getComputedStyle(element);
    const behind = backgroundOf(element);
    const text = over(rgba(element instanceof SVGElement ? style.fill : style.color), behind);
    const [dark, light] = [luminance(text), luminance(behind)].sort((one, other) => one - other);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return { ratio: (light + 0.05) / (dark + 0.05), needed: large ? 3 : 4.5 };
  }

  /** Visible text with less contrast than WCAG 2.2 AA asks for; a line each. */
  function lowContrastTexts() {
    const faults = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (node.textContent.trim() === '' || !element.checkVisibility()) continue;
      const { ratio, needed } = contrast(element);
      if (ratio < needed) faults.push(`${ratio.toFixed(2)} '${node.textContent.trim().slice(0, 40)}'`);
    }
    return faults;
  }

  /** Pixels by which the page is wider than the window. */
  const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

  function openTables(open) {
    for (const details of document.querySelectorAll('details')) details.open = open;
  }

  /** The n-th chart of the confidence section that is on screen: its threshold line, and the middles of its marks. */
  function confidenceChart(index) {
    const charts = [...document.querySelectorAll('#confidence .chart svg[role=img]')];
    const chart = charts.filter((svg) => svg.checkVisibility())[index];
    const line = chart.querySelector('path[stroke-dasharray][stroke="var(--ink)"]').getBoundingClientRect();
    const middles = (colour) =>
      [...chart.querySelectorAll(`path[data-series][fill="var(--${colour})"]`)].map((mark) => {
        const { top, bottom } = mark.getBoundingClientRect();
        return { top, middle: (top + bottom) / 2 };
      });
    return {
      lineShare: line.width / chart.getBoundingClientRect().width,
      line: (line.top + line.bottom) / 2,
      above: middles('above'),
      below: middles('below'),
    };
  }

  const chartTextHeights = () =>
    [...document.querySelectorAll('.chart text')]
      .filter((text) => text.checkVisibility())
      .map((text) => text.getBoundingClientRect().height);

  /** Text that leaves its drawing, stands in a plot as a legend does not, or over another. */
  function misplacedChartTexts() {
    const faults = [];
    for (const svg of document.querySelectorAll('svg[role=img]')) {
      if (!svg.checkVisibility()) continue;
      const frame = svg.getBoundingClientRect();
      const lines = [...svg.querySelectorAll('path[stroke="var(--rule)"]')].map((line) => line.getBoundingClientRect());
      const plotTop = Math.min(...lines.map(({ top }) => top));
      const texts = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
      for (const [at, [words, box]] of texts.entries()) {
        const { left, right, top, bottom } = box;
        const outside = left < frame.left - 1 || right > frame.right + 1 || bottom > frame.bottom + 1;
        // A legend begins above its plot, and has to end there.
        const across = top < plotTop - 12 && bottom > plotTop + 1;
        const entry = /calibration|threshold, with|to the target, with/.test(words) && bottom > plotTop + 1;
        const covered = texts.slice(at + 1).find(([, other]) => overlap(box, other));
        if (outside || across || entry) faults.push(words);
        if (covered !== undefined) faults.push(`${words} over ${covered[0]}`);
      }
    }
    return faults;
  }

  /** Line boxes are higher than letters: neighbouring lines may touch. */
  const overlap = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;

  /** Tables of a section that are wider than their place, so that a reader has to scroll them sideways. */
  const cutTables = (section) =>
    [...document.querySelectorAll(`#${section} .scroll`)].filter((box) => box.scrollWidth > box.clientWidth).length;

  /** Words of a table that are broken within: the cell is narrower than its longest word. */
  const brokenWords = (section, words = '.*') =>
    [...document.querySelectorAll(`#${section} td`)]
      .filter((cell) => new RegExp(`^(${words})$`).test(cell.textContent))
      .filter((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
        return lines > cell.textContent.trim().split(/\s+/).length;
      })
      .map((cell) => cell.textContent);

  const pictureWidths = () => [...document.querySelectorAll('.gallery img')].map((image) => image.naturalWidth);

  return {
    lowContrastTexts,
    overflow,
    openTables,
    confidenceChart,
    chartTextHeights,
    misplacedChartTexts,
    cutTables,
    brokenWords,
    pictureWidths,
  };
})();
